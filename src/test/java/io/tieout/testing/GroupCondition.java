package io.tieout.testing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;

/** Whether what a group needs is there, and what follows where it is not. */
final class GroupCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresGroup.class)
                .map(RequiresGroup::value)
                .map(group -> judge(group, isThere(group), System.getenv()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("In no group"));
    }

    static ConditionEvaluationResult judge(String group, boolean there, Map<String, String> environment) {
        if (there) {
            return ConditionEvaluationResult.enabled("What group " + group + " needs is there");
        }
        var wanted = List.of(environment.getOrDefault("TIEOUT_TEST_GROUPS", "").split(","));
        if ("true".equals(environment.get("CI")) && wanted.contains(group)) {
            throw new ExtensionConfigurationException(
                    "Group " + group + " was asked for, and what it needs is not on this machine");
        }
        return ConditionEvaluationResult.disabled("What group " + group + " needs is not on this machine");
    }

    private static boolean isThere(String group) {
        return switch (group) {
            case "docker" -> DockerClientFactory.instance().isDockerAvailable();
            case "hledger" -> runs("hledger", "--version");
            case "tryton" ->
                !System.getenv().getOrDefault("TIEOUT_TEST_TRYTON_URL", "").isEmpty();
            default -> throw new ExtensionConfigurationException("There is no test group " + group);
        };
    }

    private static boolean runs(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
