"""The quality gate: score what ships on the development data, and fail below a pinned floor.

The data and its scorers stand beside the checkout (`../shared`), never in it; where they are absent the gate says so.
Floors are in floors.toml, with the hash of the data that they hold for: a floor is lowered only by saying so.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import dragoman
from evals import annotated, heads, search, tasks
from evals.calibration import binned, expected_error, judged, load_scorer
from evals.scorers import DATA, SCORERS, run_scorer, scored, write_lines
from training import relations as training_relations

FLOORS = Path(__file__).with_name("floors.toml")

Figures = dict[str, float]


def main() -> int:
    if not DATA.is_dir():
        print(f"skipped: the development data is not at {DATA}")
        return 0
    floors = tomllib.loads(FLOORS.read_text())
    failed = []
    for name, measure in MEASURES.items():
        print(f"\n{name}")
        data, figures = measure()
        if floors[name]["data"] != data:
            failed.append(f"{name}: the data is not that of the floors ({data}, expected {floors[name]['data']})")
        for figure, value in figures.items():
            floor = floors[name]["floors"].get(figure)
            mark = "" if floor is None else f"   floor {floor:5.1f}" + ("   BELOW" if value < floor else "")
            print(f"  {figure:36}{value:6.1f}{mark}")
            if floor is not None and value < floor:
                failed.append(f"{name}: {figure} is {value:.1f}, its floor {floor:.1f}")
    print("\n" + ("\n".join(failed) if failed else "all figures at or above their floors"))
    return 1 if failed else 0


def polnear() -> tuple[str, Figures]:
    """Statements on PolNeAR's development part."""
    folder = DATA / "polnear" / "dev"
    rows = list(tasks.attribution(folder))
    found = json.loads(scored("score_attribution.py", rows, "--split", "dev", "--json"))
    parts = [("overlap", part) for part in ("who+what", "source", "cue", "content")]
    parts += [(f"overlap {manner}", "who+what") for manner in ("direct", "mixed", "indirect")]
    figures = {" ".join(names): found[" / ".join(names)]["F1"] for names in parts}
    figures["source where content is right"] = 100 * figures["overlap who+what"] / figures["overlap content"]
    bins = binned(judged(rows, folder, load_scorer(SCORERS / "score_attribution.py")))
    figures["calibration, 100 - error"] = 100 - 100 * expected_error(bins)
    return _hash(folder.rglob("*.*")), figures


def polnear_heads() -> tuple[str, Figures]:
    """Attributions on PolNeAR's development part straight from the reading model's heads."""
    folder = DATA / "polnear" / "dev"
    found = json.loads(scored("score_attribution.py", tasks.TASKS["heads"](folder), "--split", "dev", "--json"))
    parts = [("overlap", "who+what"), *(("token", part) for part in ("source", "cue", "content"))]
    return _hash(folder.rglob("*.*")), {" ".join(names): found[" / ".join(names)]["F1"] for names in parts}


def trees() -> tuple[str, Figures]:
    """Trees of English-EWT's and GUM's development parts, and GUM's names."""
    ewt, gum = DATA / "ud" / "ewt-dev.conllu", DATA / "gum" / "gum-dev.conllu"
    figures = {f"ewt {key}": value for key, value in heads.syntax(ewt).items()}
    with tempfile.TemporaryDirectory() as home:
        news = Path(home) / "news.conllu"
        parts = gum.read_text(encoding="utf-8").split("# newdoc")
        news.write_text("".join(f"# newdoc{part}" for part in parts if "_news_" in part[:60]), encoding="utf-8")
        figures |= {f"gum news {key}": value for key, value in heads.syntax(news).items()}
    return _hash([ewt, gum]), figures | {f"gum names {key}": value for key, value in heads.names(gum).items()}


def vectors() -> tuple[str, Figures]:
    """Stories of the 210 articles and of ECB+ by the vectors of their leads alone, at the best threshold."""
    triplets, ecb = DATA / "triplets" / "triplets.jsonl", DATA / "ecbplus" / "ecbplus-dev.jsonl"
    figures = {}
    for path, name, key in ((triplets, "triplets", "story"), (ecb, "ecb+", "subtopic")):
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        texts = [row.get("text") or " ".join(row["tokens"]) for row in rows]
        figures[f"{name} B3"] = heads.best_linkage(heads.text_vectors(texts), [row[key] for row in rows])[0]
    return _hash([triplets, ecb]), figures


def gold() -> tuple[str, Figures]:
    """The whole record on six reports annotated by hand."""
    folder = DATA / "gold-dev"
    found = json.loads(scored("score_record.py", tasks.record(folder / "texts"), str(folder), "--json"))
    figures: Figures = {"problems": -float(len(found["problems"]))}
    for part, names in {
        "statements": ("found", "content", "who_what", "speaker", "speaker_kind", "act", "manner", "via"),
        "events": ("found", "typed", "dyad", "status", "said_by", "when", "where"),
        "meta": ("outlet", "title", "published", "date_problem"),
    }.items():
        figures |= {
            f"{part} {name}": found[part][name].get("f1", found[part][name].get("acc")) or 0.0 for name in names
        }
    figures["same_event"] = found["same_event"]["f1"]
    figures["differences recall"] = found["differences"]["recall"]
    return _hash(folder.rglob("*.*")), figures


def reports() -> tuple[str, Figures]:
    """Whole reports annotated for dragoman, of other matters than the development data's."""
    path = DATA / "triplets" / "triplets.jsonl"
    found = annotated.annotated(path, path)
    kept = ("statements who_what", "statements speaker", "statements act", "events found", "events dyad", "same_event")
    shown = {name: value for name, value in found.items() if name.partition(": ")[2] in kept}
    return _hash([annotated.REPORTS, annotated.ACCOUNTS]), shown


def relations() -> tuple[str, Figures]:
    """Roots on PLV's training part, each fold read with weights fitted on the others; and on our own hard cases."""
    path, hard = DATA / training_relations.PLV, Path(__file__).with_name("hardcases") / "relations.tsv"
    [unseen] = training_relations.folds_of_plv(DATA, [10])
    figures = {f"plv {key}": value for key, value in _roots([{"root": root} for root in unseen], path).items()}
    return _hash([path]), figures | {f"hard {key}": v for key, v in _roots(tasks.relations(hard), hard).items()}


def _roots(found: Iterable[dict[str, Any]], gold: Path) -> Figures:
    """Macro-F1 of roots and of quad classes."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "found.tsv"
        path.write_text("\n".join(["root", *(row["root"] for row in found)]) + "\n", encoding="utf-8")
        words = run_scorer("score_relations.py", str(path), str(gold)).split()
    places = {name: words.index(name) + 2 for name in ("root", "quad")}
    return {f"{name} macro-F1": float(words[place]) for name, place in places.items()}


def triplets() -> tuple[str, Figures]:
    """Stories of 210 articles on 70 matters, with their dates and without."""
    path = DATA / "triplets" / "triplets.jsonl"
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    gold = [{"item": str(n), "cluster": row["story"]} for n, row in enumerate(rows)]
    dated = [{"item": str(n)} | {k: row[k] for k in ("text", "title", "published")} for n, row in enumerate(rows)]
    undated = [{"item": row["item"], "text": row["text"], "title": row["title"]} for row in dated]
    return _hash([path]), {"B3": _clusters(dated, gold), "B3 without dates": _clusters(undated, gold)}


def ecb() -> tuple[str, Figures]:
    """Stories of ECB+ topics 1 to 35, which have neither dates nor titles, and their events, mentions given."""
    path = DATA / "ecbplus" / "ecbplus-dev.jsonl"
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    gold = [{"item": row["doc"], "cluster": row["subtopic"]} for row in rows]
    figures = {"B3": _clusters([{"item": r["doc"], "text": " ".join(r["tokens"])} for r in rows], gold)}
    return _hash([path]), figures | {"events CoNLL": _events(path)}


def _events(path: Path) -> float:
    """CoNLL F1 of the groups of ECB+ mentions."""
    with tempfile.TemporaryDirectory() as home:
        truth = Path(home) / "gold.jsonl"
        truth.write_text(run_scorer("score_clusters.py", "--ecb-events", str(path)))
        said = scored("score_clusters.py", tasks.TASKS["same-event"](path), str(truth))
    return float(next(line for line in said.splitlines() if line.startswith("CoNLL")).split()[1])


def timebank() -> tuple[str, Figures]:
    """Time expressions on TimeBank and AQUAINT."""
    folder = DATA / "timeml" / "train"
    with tempfile.TemporaryDirectory() as home:
        dates = Path(home) / "dates.jsonl"
        dates.write_text(run_scorer("score_times.py", "--texts", str(folder), home))
        said = scored("score_times.py", tasks.times(Path(home), dates), str(folder))
    words = said.split()
    figures = {name: float(words[words.index(name) + 2]) for name in ("strict", "relaxed", "value")}
    return _hash(folder.glob("*.tml")), figures


def _clusters(rows: list[dict[str, Any]], gold: list[dict[str, Any]]) -> float:
    """B-cubed F1 of the stories found."""
    with tempfile.TemporaryDirectory() as home:
        given, truth = Path(home) / "given.jsonl", Path(home) / "gold.jsonl"
        write_lines(given, rows)
        write_lines(truth, gold)
        said = scored("score_clusters.py", tasks.stories(given), str(truth))
    return float(next(line for line in said.splitlines() if line.startswith("B3")).split()[-1])


def _hash(paths: Iterable[Path]) -> str:
    """Twelve hexadecimal digits for the content of files: figures of other data cannot be compared."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def questions() -> tuple[str, Figures]:
    """Questions of our own over the example reports, searched by meaning."""
    figures = search.own_questions(dragoman.read(search.EXAMPLES))
    named = ("questions mrr", "questions r@5", "nothing near")
    return _hash([search.QUESTIONS, *search.EXAMPLES.iterdir()]), {name: figures[name] for name in named}


MEASURES: dict[str, Callable[[], tuple[str, Figures]]] = {
    "trees": trees,
    "heads": polnear_heads,
    "vectors": vectors,
    "polnear-dev": polnear,
    "gold-dev": gold,
    "triplets": triplets,
    "ecbplus-dev": ecb,
    "timebank": timebank,
    "reports": reports,
    "relations": relations,
    "questions": questions,
}
