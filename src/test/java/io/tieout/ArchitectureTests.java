package io.tieout;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.VerificationOptions;

/** The borders between modules, and the hexagon inside each. */
class ArchitectureTests {

    /** Modulith's borders plus jMolecules' hexagonal and DDD rules (lenient). */
    static final VerificationOptions RULES = VerificationOptions.defaults();

    @Test
    void modulesHold() {
        // detectViolations, because verify() is silent from the second time on
        ApplicationModules.of(TieoutApplication.class).detectViolations(RULES).throwIfPresent();
    }
}
