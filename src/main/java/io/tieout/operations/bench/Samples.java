package io.tieout.operations.bench;

import java.util.Arrays;

/** Times of many calls, in milliseconds. */
final class Samples {

    private double[] values = new double[1024];
    private int count;

    synchronized void addNanos(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = nanos / 1e6;
    }

    synchronized int count() {
        return count;
    }

    /** @param share such as 0.99 */
    synchronized double percentile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        var sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return rounded(sorted[Math.min(count - 1, (int) Math.ceil(share * count) - 1)]);
    }

    static double median(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** Three significant decimals are more than any of these figures bears. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
