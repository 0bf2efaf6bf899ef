"""Fine-tune the encoder: `python -m scripts.train_encoder MINILM_FOLDER [--fold N] [--epochs N]`.

Needs torch, tokenizers and safetensors, which Borderwatch itself does not. Reads var/encoder/reports.json
(scripts/encoder_data.py). With `--fold` the reports of that fold are left out and the encoder is measured on them.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from torch import nn

from geo.incidents.encoder import WIDTH
from scripts.encoder_net import ARGUMENTS, STATUSES, Net, Window, read_lessons, tokenizer, windows

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "var" / "encoder"
# Kinds and places are asked for; dates, doers, numbers and status are learned for what they teach the layers below.
KIND_WEIGHT, STATUS_WEIGHT = 1.0, 0.15
POINTER_WEIGHTS = {"place": 0.6, "date": 0.15, "who": 0.15, "whom": 0.15, "number": 0.15}
bce = nn.functional.binary_cross_entropy_with_logits


class Batch:
    """Windows padded to one length."""

    def __init__(self, chosen: list[Window]) -> None:
        length = max(len(one.ids) for one in chosen)
        self.ids = torch.zeros((len(chosen), length), dtype=torch.long)
        self.present = torch.zeros((len(chosen), length))
        for row, one in enumerate(chosen):
            self.ids[row, : len(one.ids)] = torch.tensor(one.ids)
            self.present[row, : len(one.ids)] = 1


def span_tokens(window: Window, start: int, end: int) -> tuple[int, int]:
    """The tokens [a, b) of a span of the text; a == b where the window does not hold it."""
    body = next((i for i, s in enumerate(window.starts) if s >= 0), len(window.starts))
    stop = len(window.starts) - 1
    a = bisect_right(window.ends, start, body, stop)
    b = bisect_left(window.starts, end, body, stop)
    return a, max(a, b)


def without_title(window: Window) -> Window:
    """The window as a report without a title has it."""
    cut = window.ids.index(102)
    keep = [0, *range(cut, len(window.ids))]
    return Window(
        window.lesson,
        [window.ids[i] for i in keep],
        [window.starts[i] for i in keep],
        [window.ends[i] for i in keep],
        window.first,
        window.last,
    )


def window_loss(
    lesson: dict[str, Any], window: Window, out: tuple[torch.Tensor, ...], kinds: dict[str, int]
) -> tuple[torch.Tensor, ...]:
    """The losses of one window: kinds, pointers, status; and the number of its sentences."""
    z, status, queries, keys = out
    size = z.shape[1]
    scored = lesson["sentences"][window.first : window.last]
    low, high = scored[0][0], scored[-1][1]
    acts = [act for act in lesson["acts"] if low <= act["bag"][0] < high]
    blocked = torch.zeros((len(scored), size), dtype=torch.bool)
    losses = []
    if lesson["partial"]:
        blocked[:] = True
    pointer: list[torch.Tensor] = []
    told: list[torch.Tensor] = []
    for act in acts:
        k = kinds[act["kind"]]
        for row, (start, end) in enumerate(scored):
            if start < act["bag"][1] and act["bag"][0] < end:
                blocked[row, k] = True
        a, b = span_tokens(window, *(act["anchor"] or act["bag"]))
        if a == b:
            continue
        pooled = z[a:b, k].logsumexp(0)
        losses.append(bce(pooled, torch.ones(())))
        if lesson["partial"]:
            continue
        weights = z[a:b, k].detach().softmax(0)
        told.append(nn.functional.cross_entropy(weights @ status[a:b], torch.tensor(STATUSES.index(act["status"]))))
        pointer += pointers(lesson, window, act, weights @ queries[a:b], keys)
    bounds = [span_tokens(window, start, end) for start, end in scored]
    pieces = z[bounds[0][0] : bounds[-1][1]].split([b - a for a, b in bounds])
    table = torch.stack([piece.logsumexp(0) if len(piece) else torch.full((size,), -20.0) for piece in pieces])
    negative = bce(table, torch.zeros_like(table), reduction="none")[~blocked].sum()
    zero = torch.zeros(())
    return (
        negative + (torch.stack(losses).sum() if losses else zero),
        torch.stack(pointer).sum() if pointer else zero,
        torch.stack(told).sum() if told else zero,
        torch.tensor(float(len(scored))),
    )


def candidates(lesson: dict[str, Any], window: Window, act: dict[str, Any], name: str) -> list[tuple[int, bool]]:
    """The tokens that may be an argument, each with whether it is; [] where there is nothing to learn."""
    right = [tuple(one) for one in act[name]]
    if name in ("who", "whom"):
        index = [i for i, (s, e) in enumerate(lesson["sentences"]) if s < act["bag"][1] and act["bag"][0] < e]
        start = lesson["sentences"][max(index[0] - 2, 0)][0]
        end = lesson["sentences"][min(index[-1] + 1, len(lesson["sentences"]) - 1)][1]
        a, b = span_tokens(window, start, end)
        good = {t for one in right for t in range(*span_tokens(window, *one))}
        return [(t, t in good) for t in range(a, b)]
    spans = {"place": "places", "date": "dates", "number": "numbers"}[name]
    found = []
    for span in lesson[spans]:
        a, b = span_tokens(window, *span)
        if b > a:
            found.append((a, tuple(span) in right))
    return found


def pointers(
    lesson: dict[str, Any], window: Window, act: dict[str, Any], query: torch.Tensor, keys: torch.Tensor
) -> list[torch.Tensor]:
    """The loss of each argument of an act, weighted."""
    losses = []
    for number, name in enumerate(ARGUMENTS):
        part = slice(number * WIDTH, (number + 1) * WIDTH)
        found = candidates(lesson, window, act, name)
        if name == "number":
            near = [(t, good) for t, good in found if act["bag"][0] - 200 <= window.starts[t] <= act["bag"][1] + 200]
            if near:
                scores = keys[[t for t, _ in near], part] @ query[part] / math.sqrt(WIDTH) + keys[0, part] @ query[
                    part
                ] / math.sqrt(WIDTH)
                loss = bce(scores, torch.tensor([float(good) for _, good in near]), reduction="mean")
                losses.append(POINTER_WEIGHTS[name] * loss)
            continue
        tokens = [0, *(t for t, _ in found)]
        right = [not any(good for _, good in found), *(good for _, good in found)]
        scores = keys[tokens, part] @ query[part] / math.sqrt(WIDTH)
        losses.append(POINTER_WEIGHTS[name] * (scores.logsumexp(0) - scores[torch.tensor(right)].logsumexp(0)))
    return losses


def train(
    net: Net, chosen: list[Window], lessons: list[dict[str, Any]], kinds: dict[str, int], epochs: int, rate: float
) -> None:
    """Fine-tune on the windows."""
    net.words.weight.requires_grad_(False)
    heads = [p for n, p in net.named_parameters() if n.startswith(("kinds", "status", "queries", "keys"))]
    body = [
        p
        for n, p in net.named_parameters()
        if not n.startswith(("kinds", "status", "queries", "keys")) and p.requires_grad
    ]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * 5}], weight_decay=0.01, fused=True
    )
    size = 4
    steps = epochs * math.ceil(len(chosen) / size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, rate * 5], total_steps=steps, pct_start=0.1, anneal_strategy="linear"
    )
    chance = random.Random(7)  # noqa: S311 - the order of training, no secret
    net.train()
    begun = time.time()
    for epoch in range(epochs):
        chance.shuffle(chosen)
        pool = []  # windows of like length together, batches in random order
        for at in range(0, len(chosen), size * 16):
            pool += sorted(chosen[at : at + size * 16], key=lambda one: len(one.ids))
        batches = [pool[at : at + size] for at in range(0, len(pool), size)]
        chance.shuffle(batches)
        total = torch.zeros(4)
        for batch in batches:
            seen = [without_title(one) if chance.random() < 0.3 else one for one in batch]
            made = Batch(seen)
            out = net(made.ids, made.present)
            parts = [
                window_loss(lessons[one.lesson], one, tuple(o[row] for o in out), kinds) for row, one in enumerate(seen)
            ]
            kind, pointer, status, count = (torch.stack(column).sum() for column in zip(*parts, strict=True))
            loss = (KIND_WEIGHT * kind + pointer + STATUS_WEIGHT * status) / count
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += torch.stack([kind, pointer, status, count]).detach()
        print(
            f"epoch {epoch + 1}: "
            + ", ".join(f"{v / total[3]:.3f}" for v in total[:3])
            + f", {time.time() - begun:.0f} s",
            flush=True,
        )


@torch.no_grad()
def measure(net: Net, chosen: list[Window], lessons: list[dict[str, Any]], kinds: dict[str, int]) -> None:
    """Print how well sentences, arguments and status are found."""
    net.eval()
    scores, labels = [], []
    hits: Counter[str] = Counter()
    for one in chosen:
        made = Batch([one])
        z, status, queries, keys = (o[0] for o in net(made.ids, made.present))
        lesson = lessons[one.lesson]
        scored = lesson["sentences"][one.first : one.last]
        bounds = [span_tokens(one, start, end) for start, end in scored]
        table = torch.stack([z[a:b].logsumexp(0) if b > a else torch.full((len(kinds),), -20.0) for a, b in bounds])
        truth = torch.zeros_like(table)
        for act in lesson["acts"]:
            k = kinds[act["kind"]]
            covered = [i for i, (start, end) in enumerate(scored) if start < act["bag"][1] and act["bag"][0] < end]
            if covered:
                best = max(covered, key=lambda i: float(table[i, k]))
                for i in covered:
                    table[i, k] = table[i, k] if i == best or truth[i, k] else -20.0
                truth[best, k] = 1.0
        scores.append(table)
        labels.append(truth)
        for act in lesson["acts"]:
            a, b = span_tokens(one, *(act["anchor"] or act["bag"]))
            if a == b or not lesson["sentences"][one.first][0] <= act["bag"][0] < lesson["sentences"][one.last - 1][1]:
                continue
            t = a + int(z[a:b, kinds[act["kind"]]].argmax())
            hits["acts"] += 1
            hits[f"status {act['status']} {STATUSES[int(status[t].argmax())]}"] += 1
            for number, name in enumerate(ARGUMENTS[:4]):
                part = slice(number * WIDTH, (number + 1) * WIDTH)
                found = candidates(lesson, one, act, name)
                tokens = [0, *(t for t, _ in found)]
                right = [not any(good for _, good in found), *(good for _, good in found)]
                best = int((keys[tokens, part] @ queries[t, part]).argmax())
                hits[name] += right[best]
    table, truth = torch.cat(scores).sigmoid(), torch.cat(labels)
    best_f = max((f1(table >= cut / 20, truth), cut / 20) for cut in range(2, 16))
    best_any = max((f1(table.max(1).values >= cut / 20, truth.max(1).values), cut / 20) for cut in range(2, 16))
    print(
        f"sentence micro-F1 {best_f}, any {best_any}, "
        + ", ".join(f"{n} {hits[n] / max(1, hits['acts']):.3f}" for n in ARGUMENTS[:4])
    )
    print({k: v for k, v in sorted(hits.items()) if k.startswith("status")}, flush=True)


def f1(found: torch.Tensor, truth: torch.Tensor) -> float:
    """Micro F1."""
    right = float((found * truth).sum())
    return 2 * right / max(1.0, float(found.sum()) + float(truth.sum()))


def main() -> None:
    """Train and measure, or train on everything; write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("--fold", type=int, default=-2)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    lessons = read_lessons(OUT / "reports.json")
    from geo.kinds import kinds as all_kinds

    kinds = {name: number for number, name in enumerate(sorted(k for k in all_kinds() if k != "other"))}
    tok = tokenizer(args.minilm)
    seen: list[Window] = []
    held: list[Window] = []
    for number, lesson in enumerate(lessons):
        made = windows(number, lesson["title"], lesson["text"], lesson["sentences"], tok)
        (held if lesson["number"] >= 0 and lesson["number"] % args.folds == args.fold else seen).extend(made)
    print(f"{len(lessons)} reports, {len(seen)} windows to learn from, {len(held)} held out, {len(kinds)} kinds")
    net = Net(len(kinds))
    net.load_minilm(args.minilm / "model.safetensors")
    train(net, seen, lessons, kinds, args.epochs, args.rate)
    if held:
        measure(net, held, lessons, kinds)
    name = "all" if args.fold < 0 else f"fold{args.fold}"
    torch.save({"state": net.state_dict(), "kinds": list(kinds)}, OUT / f"{name}.pt")


if __name__ == "__main__":
    main()
