// SPDX-License-Identifier: Apache-2.0

/** A record of the output: the same names in all peers. */
public record Result(long start, String campaign, long num, Long den, Double value) {
    static Result count(long start, String campaign, long count) {
        return new Result(start, campaign, count, null, (double) count);
    }

    static Result ratio(long start, String campaign, Pair pair) {
        Double value = pair.whole() == 0 ? null : (double) pair.part() / pair.whole();
        return new Result(start, campaign, pair.part(), pair.whole(), value);
    }

    String key() { return campaign + "@" + start; }
}
