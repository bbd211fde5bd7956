package io.tieout.operations.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on, in one line. */
final class Machine {

    private Machine() {}

    static String describe(String database) {
        var os = ManagementFactory.getOperatingSystemMXBean();
        var memory = os instanceof com.sun.management.OperatingSystemMXBean more
                ? ", " + Math.round(more.getTotalMemorySize() / 1e9) + " GB"
                : "";
        return "%d cores%s%s, %s %s, JDK %s, %s"
                .formatted(
                        os.getAvailableProcessors(),
                        processor(),
                        memory,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        database);
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .orElse("");
        } catch (IOException notLinux) {
            return "";
        }
    }

    /** Others at work on the machine make figures worse: said with them. */
    static double load() {
        return Samples.rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
