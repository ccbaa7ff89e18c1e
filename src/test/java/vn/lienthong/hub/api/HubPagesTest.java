package vn.lienthong.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.lienthong.hub.api.ApiUnderTest.Readings;
import vn.lienthong.hub.api.ApiUnderTest.ThreeDossiers;

/** The pages as a browser gets them. */
@SpringBootTest(
        classes = ApiUnderTest.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "HUB_ADMIN_PASSWORD=open sesame",
            "HUB_API_TOKEN=script-token",
            "management.endpoint.health.validate-group-membership=false", // no database here
            "hub.data-dir=target",
            "spring.config.import="
        })
class HubPagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Readings readings;

    @Test
    void theFirstPageSpeaksVietnameseUnlessEnglishIsAskedFor() throws Exception {
        assertThat(get("/").body()).contains("<html lang=\"vi\">", "Đang xử lý", "Các hệ thống kết nối");
        assertThat(get("/?lang=en").body()).contains("<html lang=\"en\">", "In process", "Linked systems");
    }

    @Test
    void theFirstPageNamesTheSystemsWhoseRecordsChanged() throws Exception {
        assertThat(get("/").body()).contains("Bản ghi không còn như trước", "mất trường: /GhiChu");
        assertThat(get("/?lang=en").body()).contains("field gone: /GhiChu");
    }

    @Test
    void aPageNeedsNoScriptAndItsStylesAreTheHubsOwn() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.body()).doesNotContain("<script", "style=\"").contains("href=\"/hub.css\"");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe-inline"));
        assertThat(get("/hub.css").statusCode()).isEqualTo(200);
    }

    @Test
    void aDossierIsShownWithoutItsApplicantAndTheReaderIsNoted() throws Exception {
        String code = ThreeDossiers.CODES.get(1);
        HttpResponse<String> page = get("/dossier?code=" + URLEncoder.encode(code, StandardCharsets.UTF_8));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(code, "4 Đang xử lý").doesNotContain("Nguyễn Thị A", "*********234");
        assertThat(readings.notes).contains("api-token dossier.read " + code);
    }

    @Test
    void whatIsTypedNeverBecomesMarkup() throws Exception {
        HttpResponse<String> page =
                get("/dossier?code=" + URLEncoder.encode("\"><script>alert(1)</script>", StandardCharsets.UTF_8));

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer script-token")
                        .build(),
                BodyHandlers.ofString());
    }
}
