package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.tieout.access.People;
import io.tieout.kernel.Actor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A person with a browser window of their own. */
final class Visitor implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    private static final int HOME_WIDTH = 1280;
    private static final int PHONE_WIDTH = 390;
    private static final double PATIENCE_MS = 60_000;

    private final BrowserContext context;
    private final String base;
    final Page page;
    final List<String> failures = new ArrayList<>();

    private Visitor(int port) {
        base = "http://localhost:" + port + "/";
        context = Chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(HOME_WIDTH, 900));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onPageError(failures::add);
    }

    static Visitor at(int port) {
        return new Visitor(port);
    }

    /** Somebody with these roles who has signed in. */
    static Visitor signedIn(int port, People people, String name, String... roles) {
        people.create(name, name, Set.of(roles), PASSWORD, false, Actor.system("test"));
        var visitor = at(port);
        visitor.signIn(name, PASSWORD);
        visitor.page.waitForURL(url -> !url.contains("/login"));
        return visitor;
    }

    static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    void signIn(String name, String password) {
        open("login");
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(password);
        page.locator("vaadin-login-form vaadin-button").first().click();
    }

    Visitor open(String path) {
        page.navigate(base + path);
        page.locator(".view, .login").first().waitFor();
        return this;
    }

    Locator text(String words) {
        return page.getByText(words).first();
    }

    void press(String button) {
        page.locator("vaadin-button:not([disabled])")
                .filter(new Locator.FilterOptions().setHasText(button))
                .first()
                .click();
    }

    /** The input of a field by its label, in the part of the page that is on top. */
    Locator field(String label) {
        return page.getByLabel(label).last();
    }

    void sees(String words) {
        text(words).waitFor();
    }

    /** Kept under {@code target/screenshots}, at home's width and a phone's; nothing may be cut off on the phone. */
    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(path(name, HOME_WIDTH)));
        page.setViewportSize(PHONE_WIDTH, 844);
        page.waitForTimeout(400);
        page.screenshot(new Page.ScreenshotOptions().setPath(path(name, PHONE_WIDTH)));
        var cut = page.evaluate("""
                () => [...document.querySelectorAll('.view *')].filter(element => {
                  const box = element.getBoundingClientRect();
                  return box.width && box.right > innerWidth + 1 && !element.closest('.table-scroll, vaadin-grid, .payload');
                }).slice(0, 3).map(element => element.tagName + ' ' + element.className)
                """);
        page.setViewportSize(HOME_WIDTH, 900);
        assertThat((List<?>) cut)
                .as("cut off at " + PHONE_WIDTH + " on " + name)
                .isEmpty();
    }

    private static Path path(String name, int width) {
        return Path.of("target", "screenshots", name + "-" + width + ".png");
    }

    /** No violation that axe-core calls serious or worse. */
    void isAccessible() {
        var serious = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " at "
                                + rule.getNodes().getFirst().getTarget())
                        .toList();
        assertThat(serious).as("on " + page.url()).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }

    /** One browser for the whole test run. Without it the journeys are skipped, in continuous integration they fail. */
    private static final class Chromium {

        private static @Nullable Browser browser;

        static Browser browser() {
            if (browser == null) {
                var path = path();
                if (!Files.isExecutable(path)) {
                    var missing = "The browser tests need Chromium: install it, or name it in TIEOUT_CHROMIUM";
                    if ("true".equals(System.getenv("CI"))) {
                        throw new IllegalStateException(missing);
                    }
                    throw new TestAbortedException(missing);
                }
                // The driver would fetch a browser of its own.
                var driver = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                browser = driver.chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(path)
                                .setArgs(List.of("--no-sandbox")));
            }
            return browser;
        }

        private static Path path() {
            var given = System.getenv("TIEOUT_CHROMIUM");
            return Path.of(given == null || given.isBlank() ? "/usr/bin/chromium" : given);
        }
    }
}
