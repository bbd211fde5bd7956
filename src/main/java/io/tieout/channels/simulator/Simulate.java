package io.tieout.channels.simulator;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** {@code ./tieout simulate [--port N] [partner ...]}: plays partners until it is stopped. Needs no database and no hub. */
public final class Simulate {

    private static final int PORT = 8090;

    private Simulate() {}

    public static void main(String[] arguments) throws InterruptedException {
        var wanted = new TreeSet<String>();
        var port = PORT;
        for (var index = 0; index < arguments.length; index++) {
            if (arguments[index].equals("--port") && index + 1 < arguments.length) {
                port = Integer.parseInt(arguments[++index]);
            } else {
                wanted.add(arguments[index]);
            }
        }
        var players = players(wanted);
        try (var simulator = new Simulator(port, players)) {
            players.forEach(
                    player -> System.out.println(player.name() + " is played at " + simulator.url(player.name())));
            System.out.println("Told what to do at http://127.0.0.1:" + simulator.port() + "/_control/");
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            stopped.await();
        }
    }

    /** All that there are, or those that are named. */
    public static List<SimulatedPartner> players(Set<String> wanted) {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(SimulatedPartner.class));
        var players = new ArrayList<SimulatedPartner>();
        for (var found : scan.findCandidateComponents("io.tieout.channels")) {
            var player = player(String.valueOf(found.getBeanClassName()));
            if (wanted.isEmpty() || wanted.contains(player.name())) {
                players.add(player);
            }
        }
        return List.copyOf(players);
    }

    private static SimulatedPartner player(String type) {
        try {
            var constructor =
                    Class.forName(type).asSubclass(SimulatedPartner.class).getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException | ClassNotFoundException odd) {
            throw new IllegalStateException(type + " cannot be played", odd);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(type + " cannot be played", failure.getCause());
        }
    }
}
