package io.tieout.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

@Route(value = "login", autoLayout = false)
@PageTitle("Sign in – Tieout")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {

    private final LoginForm form = new LoginForm();

    LoginView() {
        addClassName("login");
        var labels = new LoginI18n.Form();
        labels.setTitle("Sign in");
        labels.setUsername("Name");
        labels.setPassword("Password");
        labels.setSubmit("Sign in");
        var failure = new LoginI18n.ErrorMessage();
        failure.setTitle("That did not work");
        failure.setMessage("Check name and password. After several failures an account rests for a while.");
        failure.setUsername("A name is needed");
        failure.setPassword("A password is needed");
        var words = new LoginI18n();
        words.setForm(labels);
        words.setErrorMessage(failure);
        form.setI18n(words);
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        var mark = new Image("tieout/icon.svg", "");
        mark.addClassName("brand-mark");
        var brand = new Div(mark, new H1("Tieout"));
        brand.addClassName("brand");
        var lead = new Paragraph("Every unit of stock and every cent, from the till to the bank.");
        var card = new Div(brand, lead, form);
        card.addClassName("login-card");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        form.setError(event.getLocation().getQueryParameters().getParameters().containsKey("error"));
    }
}
