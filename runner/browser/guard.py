"""Decides"""
from dataclasses import dataclass
@dataclass
class Facts:
    a: dict
    @classmethod
    def of(cls, d):
        return cls(d)
