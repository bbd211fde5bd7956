package io.tieout.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/** The page that carries all views: Aura with Tieout's own tokens, light or dark as the person's system says. */
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("tieout/tieout.css")
@ColorScheme(ColorScheme.Value.SYSTEM)
@Viewport("width=device-width, initial-scale=1")
@Push
public class TieoutShell implements AppShellConfigurator {

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Tieout");
        settings.addFavIcon("icon", "tieout/icon.svg", "any");
    }
}
