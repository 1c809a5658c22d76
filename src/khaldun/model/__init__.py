"""The nouns: what every room of the house speaks about. Standard library only."""

from khaldun.model.account import Account
from khaldun.model.actor import Actor, ActorKind, ActorMatch, Party, Responsibility, Role, Stance
from khaldun.model.event import Event, Figure
from khaldun.model.evidence import Cell, Evidence, Rule, Span, span_of
from khaldun.model.fault import Issue, KhaldunError
from khaldun.model.judgement import Judgement, Relation
from khaldun.model.names import Gazetteer, Name, NameKind, Registry, whose_capital
from khaldun.model.report import Report
from khaldun.model.source import Source
from khaldun.model.statement import Near, Period, Statement, StatementKind
from khaldun.model.toll import Hedge, Outcome, Toll, Who, check_interval
from khaldun.model.when import UNKNOWN_WHEN, DateBasis, DatePrecision, When, a_year_before
from khaldun.model.where import Place, PlacePrecision, Where

__all__ = [
    "UNKNOWN_WHEN",
    "Account",
    "Actor",
    "ActorKind",
    "ActorMatch",
    "Cell",
    "DateBasis",
    "DatePrecision",
    "Event",
    "Evidence",
    "Figure",
    "Gazetteer",
    "Hedge",
    "Issue",
    "Judgement",
    "KhaldunError",
    "Name",
    "NameKind",
    "Near",
    "Outcome",
    "Party",
    "Period",
    "Place",
    "PlacePrecision",
    "Registry",
    "Relation",
    "Report",
    "Responsibility",
    "Role",
    "Rule",
    "Source",
    "Span",
    "Stance",
    "Statement",
    "StatementKind",
    "Toll",
    "When",
    "Where",
    "Who",
    "a_year_before",
    "check_interval",
    "span_of",
    "whose_capital",
]
