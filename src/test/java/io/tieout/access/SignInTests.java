package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class SignInTests {

    private static final String PASSWORD = "correct horse battery";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    @Autowired
    People people;

    @LocalServerPort
    int port;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @Test
    void theRightPasswordOpensASessionOfItsOwn() throws Exception {
        var person = person();
        var token = token();
        var before = session();

        var answer = signIn(person, PASSWORD, token);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).doesNotContain("error");
        assertThat(session()).isNotEqualTo(before);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionDoesNotOpenTheApi() throws Exception {
        signIn(person(), PASSWORD, token());

        assertThat(get("/api/v1/audit").statusCode()).isEqualTo(401);
    }

    @Test
    void theWrongPasswordSaysNothingAboutWhy() throws Exception {
        var wrong = signIn(person(), "guess", token());
        var unknown = signIn("nobody-" + UUID.randomUUID(), "guess", token());

        assertThat(wrong.headers().firstValue("Location").orElseThrow()).contains("error");
        assertThat(unknown.headers().firstValue("Location"))
                .isEqualTo(wrong.headers().firstValue("Location"));
        assertThat(get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void aDisabledPersonsSessionEnds() throws Exception {
        var person = person();
        signIn(person, PASSWORD, token());
        assertThat(get("/").statusCode()).isEqualTo(200);

        people.enable(person, false, Actor.system("test"));

        await().untilAsserted(() -> assertThat(get("/").statusCode()).isEqualTo(302));
    }

    private String person() {
        return people.create(
                        "s-" + UUID.randomUUID(), "", List.of(Roles.OPERATIONS), PASSWORD, false, Actor.system("test"))
                .name();
    }

    private String token() throws IOException, InterruptedException {
        var found = TOKEN.matcher(get("/login").body());
        return found.find() ? found.group(1) : "";
    }

    private String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .findFirst()
                .map(java.net.HttpCookie::getValue)
                .orElse("");
    }

    private HttpResponse<String> signIn(String name, String password, String token)
            throws IOException, InterruptedException {
        var form = "username=" + encoded(name) + "&password=" + encoded(password) + "&_csrf=" + encoded(token);
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
