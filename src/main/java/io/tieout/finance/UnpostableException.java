package io.tieout.finance;

import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;

/** An event that cannot post yet, and the key of what it waits for, such as {@code mapping:chart-of-accounts:*:fees.other}. */
public class UnpostableException extends ProblemException {

    private final String waitKey;

    public UnpostableException(ProblemType type, String detail, String waitKey) {
        super(type, detail);
        this.waitKey = waitKey;
    }

    public String waitKey() {
        return waitKey;
    }
}
