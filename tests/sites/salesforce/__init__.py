"""Salesforce: an org, and its Setup in a tab of its own."""
