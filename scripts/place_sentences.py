"""Plain sentences for made-up lessons: {T} a town, {C} and {A} its country and its people, {B} and {D} others."""

from __future__ import annotations

AT_HOME = (
    "{A} police searched a house in {T}.", "{A} officials met the families in {T}.",
    "Shots were heard near {T}, {C} said.", "The army of {C} closed a road in {T}.",
    "In {C}, a bus was stopped outside {T}.", "{A} guards in {T} were put on alert.",
    "{C}'s interior ministry said that the men had been held in {T}.", "A {A} patrol left {T} at dawn.",
    "{A} troops reached {T} on Friday.", "The mayor of {T} asked the government of {C} for help.",
)  # fmt: skip
PLAIN = (
    "A fire broke out in {T}.", "Two people were hurt near {T} on Monday.", "The road to {T} was closed.",
    "Officers from {T} took part.", "Residents of {T} spoke of a loud noise.", "The council of {T} will meet again.",
    "A man from {T} was charged.", "The team travelled to {T}.", "School was out in {T}.",
)  # fmt: skip
ABROAD = ("Shells fell near {T}, {B} said.", "{B} denied that its men had been in {T}.", "{D} jets flew over {T}.")
WIDE = (
    "Nobody in the {P} has seen the like.", "The {P} has changed in ten years.", "{P} was not on the agenda.",
    "They spoke about the {P}.", "Prices in the {P} went up.",
)  # fmt: skip
COUNTY = (
    "{S} has no plans for it.", "Deputies of {S} made an arrest.", "The board of {S} will meet again.",
    "A fire burned in {S} on Friday.", "Officials in {S} spoke of a loud noise.",
)  # fmt: skip
STATE = (
    "{C} asked for a statement.", "Soldiers searched a village in {C}.", "The talks with {C} went on.",
    "A delegation from {C} arrived.", "Nobody in {C} was hurt.",
)  # fmt: skip
BORDER = (
    "{C} and {B} closed the road at {T}.", "{A} and {D} troops exchanged fire near {T}.",
    "{A} guards shot at a car near {T}, {B} said.", "{B} accused {C} of digging a trench at {T}.",
    "A man crossed from {B} into {C} near {T}.", "Officials from {C} met those of {B} in {T}.",
    "{A} soldiers were seen at {T} again.", "A patrol of {C} was at {T} when the shots fell.",
)  # fmt: skip
