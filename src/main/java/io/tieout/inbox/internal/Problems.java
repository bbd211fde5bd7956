package io.tieout.inbox.internal;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.kernel.ProblemType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All modules' problem types by code, to resolve the items of messages that say only the code. */
@Component
public class Problems {

    private final Map<String, ProblemType> byCode;

    Problems(ObjectProvider<ProblemCatalogue> catalogues) {
        this.byCode = catalogues.stream()
                .flatMap(catalogue -> catalogue.types().stream())
                .collect(Collectors.toMap(ProblemType::code, Function.identity(), (first, _) -> first));
    }

    public Optional<ProblemType> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }
}
