"""Squarespace: the crawlers panel of a site."""
