"""How the stages of the pipeline look."""

from hkdesk.domain.stage import Stage

STAGE_PILLS = {
    Stage.SIGNED: ("violet", "violet_tint"),
    Stage.STARTED: ("accent", "accent_tint"),
    Stage.IN_PRODUCTION: ("green", "green_tint"),
    Stage.TERMINATED: ("sub", "grey_tint"),
}
