#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the golden sketches beside it with the reference library (datasketches 5.2.0).

Items are the integers 1...n. Registers come from a union, which marks them out of order; the
coupons of lists and sets are put in ascending order, and it is checked that the library reads the
result as the same sketch. Run it inside an environment that has the library:

    python3 make_vectors.py
"""

import json
import pathlib

from _datasketches import hll_sketch, hll_union, tgt_hll_type

HERE = pathlib.Path(__file__).resolve().parent
KIND = tgt_hll_type.HLL_8
CASES = [(12, n) for n in (0, 1, 7, 8, 100, 384, 385, 400, 500, 600, 4096, 30000)]
CASES += [(4, 5), (4, 50), (8, 24), (8, 300), (10, 97), (14, 1536)]
MODES = ["list", "set", "registers"]
STEPS = [385, 500, 1000, 1500, 2000, 2300, 2500, 2620, 2800, 3000, 4000, 6000, 9000, 12000, 13000]
STEPS += [15000, 20000, 50000, 100000, 200000]


def sketch_of(items, lgk):
    sketch = hll_sketch(lgk, KIND)
    for item in items:
        sketch.update(item)
    return sketch


def canonical(sketch, lgk):
    image = sketch.serialize_compact()
    mode = image[7] & 3
    if mode == 2:
        union = hll_union(lgk)
        union.update(sketch)
        union.update(sketch)
        return union.get_result(KIND).serialize_compact()
    start = 8 if mode == 0 else 12
    words = [image[i : i + 4] for i in range(start, len(image), 4)]
    words.sort(key=lambda word: int.from_bytes(word, "little"))
    result = image[:start] + b"".join(words)
    assert hll_sketch.deserialize(result).get_estimate() == sketch.get_estimate()
    return result


def main():
    sketches = []
    for lgk, count in CASES:
        image = canonical(sketch_of(range(1, count + 1), lgk), lgk)
        name = f"lgk{lgk}-{count}.sk"
        (HERE / name).write_bytes(image)
        estimate = hll_sketch.deserialize(image).get_estimate()
        mode = MODES[image[7] & 3]
        sketches.append(dict(file=name, lgK=lgk, count=count, mode=mode, estimate=estimate))
    estimates = []
    for count in STEPS:
        image = canonical(sketch_of(range(1, count + 1), 12), 12)
        estimates.append(dict(count=count, estimate=hll_sketch.deserialize(image).get_estimate()))
    vectors = dict(sketches=sketches, estimates=estimates)
    (HERE / "vectors.json").write_text(json.dumps(vectors, indent=1) + "\n")


main()
