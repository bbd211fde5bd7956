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
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tieout.access.CurrentActor;
import java.util.List;

/** The frame of all pages: navigation by what people come for, and one search field that leads any identifier to its story. */
@Layout
@AnonymousAllowed
@JavaScript("context://tieout/tieout.js")
class MainLayout extends AppLayout implements BeforeEnterObserver {

    private final transient AuthenticationContext authentication;
    private final transient CurrentActor actor;
    private final TextField search = new TextField();

    MainLayout(AuthenticationContext authentication, CurrentActor actor) {
        this.authentication = authentication;
        this.actor = actor;
        setPrimarySection(Section.DRAWER);
        addToDrawer(brand(), new Scroller(navigation()));
        addToNavbar(new DrawerToggle(), searchField(), account());
    }

    private static Component brand() {
        var mark = new Image("tieout/icon.svg", "");
        mark.addClassName("brand-mark");
        var brand = new Anchor("", mark, new Span("Tieout"));
        brand.addClassName("brand");
        return brand;
    }

    private static Component navigation() {
        var groups = new Div();
        groups.addClassName("nav");
        for (var group : GROUPS) {
            var nav = new SideNav(group.label);
            for (var page : group.pages) {
                nav.addItem(new SideNavItem(page.label, page.path));
            }
            groups.add(nav);
        }
        return new Nav(groups);
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
            new Group("Today", List.of(new Page("Today", ""))),
            new Group(
                    "Operate",
                    List.of(
                            new Page("Orders", "orders"),
                            new Page("Stock", "stock"),
                            new Page("Returns", "returns"),
                            new Page("Products", "products"),
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
