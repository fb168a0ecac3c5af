"""What a study has of what displays live on, counted with a few passes over its tables."""

from __future__ import annotations

from dataclasses import dataclass

from qda.store.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Numbers of things. Codings are the active ones on active codes.

    Attributes:
        nested: Codes below another.
        kinds: Those, and links of the type `kind_of`.
        stances: Codings with a stance; likewise `magnitudes` and `slots`.
        times: Codings with a time: one noted in their memo (`time:`, `waktu:`), or the period or date of their source.
        noted_times: Those with one in their memo.
        dated_values: Most times at which one code has magnitudes.
        observations: Codings in notes of observations.
        overlaps: Codings that begin within another passage of their source.
        recommendations: Codings on a code called `saran`, or below one.
        roles: Cases with the attribute `role`; `groups` with `group`.
        ordered: Variables that order cases: codes with magnitudes, and attributes that are numbers.
        periods: Sources with a period or a date.
        causes: Links of that type; `sequences` are those and `precedes`.
        chains: Links of causes whose end another begins with, both stated in one source.
    """

    sources: int
    periods: int
    cases: int
    roles: int
    groups: int
    turns: int
    questions: int
    codes: int
    nested: int
    kinds: int
    codings: int
    stances: int
    magnitudes: int
    slots: int
    times: int
    noted_times: int
    dated_values: int
    observations: int
    overlaps: int
    recommendations: int
    ordered: int
    links: int
    causes: int
    chains: int
    sequences: int
    findings: int
    predictions: int
    memos: int


_NOTE = "(';' || replace(replace(replace(replace(memo, char(10), ';'), char(13), ';'), ' ', ''), char(9), ''))"
_NOTED = f"ifnull({_NOTE} LIKE '%;time:_%' OR {_NOTE} LIKE '%;waktu:_%', 0)"
_USED = "coding c JOIN code k ON k.id = c.code WHERE c.status = 'active' AND k.status = 'active'"
_CODINGS = f"""
SELECT count(*), count(stance), count(magnitude), count(slot), ifnull(sum({_NOTED} OR dated), 0),
    ifnull(sum({_NOTED}), 0), ifnull(sum(technique = 'O'), 0), ifnull(sum('/' || path || '/' LIKE '%/saran/%'), 0)
FROM (SELECT c.stance, c.magnitude, c.slot, c.memo, k.path, s.technique, s.period IS NOT NULL OR s.date IS NOT NULL
    dated FROM coding c JOIN code k ON k.id = c.code JOIN source s ON s.id = c.source
    WHERE c.status = 'active' AND k.status = 'active')
"""
_DATED_VALUES = f"""
SELECT ifnull(max(n), 0) FROM (SELECT count(DISTINCT CASE WHEN {_NOTED} THEN memo ELSE ifnull(period, date) END) n
    FROM (SELECT c.code, c.memo, s.period, s.date FROM coding c JOIN source s ON s.id = c.source
        WHERE c.status = 'active' AND c.magnitude IS NOT NULL) GROUP BY code)
"""
_OVERLAPS = f"""
SELECT count(*) FROM (SELECT start, max(stop) OVER (PARTITION BY source ORDER BY start, stop, code
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) reached
    FROM (SELECT DISTINCT c.source, c.start, c.stop, c.code FROM {_USED})) WHERE start < reached
"""
_NUMBERS = """
SELECT count(*) FROM (SELECT name FROM attribute GROUP BY name
    HAVING count(DISTINCT value) > 1 AND sum(value GLOB '*[^0-9.,-]*' OR value NOT GLOB '*[0-9]*') = 0)
"""
_CHAINS = """
WITH stated AS (SELECT DISTINCT l.from_id, l.to_id, c.source FROM link l, json_each(l.evidence) e
    JOIN coding c ON c.id = unhex(e.value) WHERE l.type = 'causes')
SELECT count(*) FROM stated a JOIN stated b ON b.from_id = a.to_id AND b.source = a.source
"""


def holdings(study: Study) -> Holdings:
    """Count everything."""

    def count(sql: str) -> int:
        return int(study.one(sql))

    def rows(of: str) -> int:
        return count(f"SELECT count(*) FROM {of}")

    codings, stances, magnitudes, slots, times, noted, observations, recommendations = study.rows(_CODINGS)[0]
    nested = rows("code WHERE status = 'active' AND path LIKE '%/%'")
    rated = count(f"SELECT count(DISTINCT c.code) FROM {_USED} AND c.magnitude IS NOT NULL") if magnitudes else 0
    return Holdings(
        sources=rows("source"),
        periods=rows("source WHERE period IS NOT NULL OR date IS NOT NULL"),
        cases=rows("case_"),
        roles=rows("attribute WHERE name = 'role' AND value <> ''"),
        groups=rows("attribute WHERE name = 'group' AND value <> ''"),
        turns=rows("turn"),
        questions=rows("question"),
        codes=rows("code WHERE status = 'active'"),
        nested=nested,
        kinds=nested + rows("link WHERE type = 'kind_of'"),
        codings=codings,
        stances=stances,
        magnitudes=magnitudes,
        slots=slots,
        times=times,
        noted_times=noted,
        dated_values=count(_DATED_VALUES) if magnitudes else 0,
        observations=observations,
        overlaps=count(_OVERLAPS),
        recommendations=recommendations,
        ordered=rated + count(_NUMBERS),
        links=rows("link"),
        causes=rows("link WHERE type = 'causes'"),
        chains=count(_CHAINS),
        sequences=rows("link WHERE type IN ('causes', 'precedes')"),
        findings=rows("finding"),
        predictions=rows("finding WHERE json_extract(body, '$.kind') = 'expectation'"),
        memos=rows("memo"),
    )
