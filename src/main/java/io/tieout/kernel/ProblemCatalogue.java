package io.tieout.kernel;

import java.util.List;

/** The problem types of one module; a bean of each module hands them to the catalogue. */
public record ProblemCatalogue(List<ProblemType> types) {

    public ProblemCatalogue {
        types = List.copyOf(types);
    }

    public static ProblemCatalogue of(ProblemType... types) {
        return new ProblemCatalogue(List.of(types));
    }
}
