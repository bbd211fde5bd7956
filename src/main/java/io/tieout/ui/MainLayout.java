package io.tieout.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tieout.access.CurrentActor;
import io.tieout.ui.today.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The frame of all pages: navigation by what people come for, and one search field that leads any identifier to its story. */
@Layout
@AnonymousAllowed
@JavaScript("context://tieout/tieout.js")
class MainLayout extends AppLayout implements BeforeEnterObserver, AfterNavigationObserver {

    private final transient AuthenticationContext authentication;
    private final transient CurrentActor actor;
    private final transient Waiting waiting;
    private final TextField search = new TextField();
    private final Map<String, SideNavItem> items = new HashMap<>();

    MainLayout(AuthenticationContext authentication, CurrentActor actor, Waiting waiting) {
        this.authentication = authentication;
        this.actor = actor;
        this.waiting = waiting;
        setPrimarySection(Section.DRAWER);
        addToDrawer(brand(), new Scroller(navigation()));
        addToNavbar(new DrawerToggle(), searchField(), account());
        // The frame's content scrolls, so the keyboard must reach it even on a page without a link.
        getElement().executeJs("this.shadowRoot.querySelector('[part=content]').tabIndex = 0");
    }

    private static Component brand() {
        var mark = new Image("tieout/icon.svg", "");
        mark.addClassName("brand-mark");
        var brand = new Anchor("", mark, new Span("Tieout"));
        brand.addClassName("brand");
        return brand;
    }

    private Component navigation() {
        var groups = new Div();
        groups.addClassName("nav");
        for (var group : GROUPS) {
            var nav = group.label.isEmpty() ? new SideNav() : new SideNav(group.label);
            if (group.label.isEmpty()) {
                nav.getElement().setAttribute("aria-label", "Start");
            }
            for (var page : group.pages) {
                var item = new SideNavItem(page.label, page.path);
                items.put(page.path, item);
                nav.addItem(item);
            }
            groups.add(nav);
        }
        return groups;
    }

    /** A page shows a count only where something there waits for this person. */
    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        if (authentication.isAuthenticated() && !actor.mustChangePassword()) {
            var counts = waiting.queues().stream()
                    .collect(Collectors.toMap(Waiting.Queue::page, queue -> queue, MainLayout::both));
            items.forEach(
                    (path, item) -> item.setSuffixComponent(counts.containsKey(path) ? count(counts.get(path)) : null));
        }
    }

    private static Waiting.Queue both(Waiting.Queue one, Waiting.Queue other) {
        return new Waiting.Queue(one.page(), one.words(), one.link(), one.count() + other.count());
    }

    private static Span count(Waiting.Queue queue) {
        var count = new Span(queue.shown());
        count.addClassName("nav-count");
        count.setTitle(queue.shown() + " wait for a person");
        return count;
    }

    private Component searchField() {
        search.setPlaceholder("Find any order, payout, document, message …");
        search.setAriaLabel("Find by any identifier");
        search.setClearButtonVisible(true);
        search.addClassName("search");
        search.addKeyPressListener(Key.ENTER, _ -> {
            if (!search.getValue().isBlank()) {
                getUI().ifPresent(ui -> ui.navigate(
                        "trace",
                        com.vaadin.flow.router.QueryParameters.of(
                                "id", search.getValue().strip())));
            }
        });
        Shortcuts.addShortcutListener(this, () -> search.focus(), Key.KEY_K, KeyModifier.CONTROL);
        return search;
    }

    private Component account() {
        var bar = new MenuBar();
        bar.addThemeName("tertiary");
        bar.addClassName("account");
        authentication.getPrincipalName().ifPresent(name -> {
            var menu = bar.addItem(name).getSubMenu();
            menu.addItem("Change password", _ -> getUI().ifPresent(ui -> ui.navigate("password")));
            menu.addItem("Sign out", _ -> authentication.logout());
        });
        return bar;
    }

    /** A first password leads nowhere but to its change. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (actor.mustChangePassword() && !event.getLocation().getPath().equals("password")) {
            event.forwardTo("password");
        }
    }

    private record Page(String label, String path) {}

    private record Group(String label, List<Page> pages) {}

    private static final List<Group> GROUPS = List.of(
            new Group("", List.of(new Page("Today", ""))),
            new Group(
                    "Operate",
                    List.of(
                            new Page("Orders", "orders"),
                            new Page("Stock", "stock"),
                            new Page("Transfers", "stock/transfers"),
                            new Page("Locations", "stock/locations"),
                            new Page("Returns", "returns"),
                            new Page("Store return", "store-return"),
                            new Page("Products", "products"),
                            new Page("Prices", "prices"),
                            new Page("Feeds", "feeds"),
                            new Page("Exceptions", "exceptions"))),
            new Group(
                    "Money",
                    List.of(
                            new Page("Settlements", "settlements"),
                            new Page("Bank", "bank"),
                            new Page("Journals", "journals"),
                            new Page("Trial balance", "trial-balance"),
                            new Page("Documents", "documents"),
                            new Page("Periods", "periods"))),
            new Group(
                    "Govern",
                    List.of(
                            new Page("Mappings", "mappings"),
                            new Page("Connections", "connections"),
                            new Page("Adapters", "adapters"),
                            new Page("Messages", "messages"),
                            new Page("Destinations", "destinations"),
                            new Page("Deliveries", "deliveries"))),
            new Group(
                    "Prove",
                    List.of(
                            new Page("Trace", "trace"),
                            new Page("Integrity", "integrity"),
                            new Page("Audit log", "audit"))),
            new Group("Settings", List.of(new Page("People", "people"), new Page("API clients", "clients"))));
}
