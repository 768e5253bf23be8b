package io.sanhang.task;

import java.io.UnsupportedEncodingException;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP as a test speaks it: one line a call, the answer's status and body together. */
public record Calls(MockMvcTester http) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What came back. The body is empty where there was none. */
    public record Answer(int status, JsonNode body, MvcTestResult raw) {

        public String text(String field) {
            return body.path(field).asString("");
        }

        public String code() {
            return text("code");
        }
    }

    public Answer get(String token, String uri, Object... parts) {
        return answer(http.get().uri(uri, parts).header("Authorization", token).exchange());
    }

    public Answer post(String token, String uri, Object body, String... headers) {
        return send(token, uri, JSON.writeValueAsString(body), headers);
    }

    public Answer put(String token, String uri, Object body, String... headers) {
        return send(HttpMethod.PUT, token, uri, JSON.writeValueAsString(body), headers);
    }

    public Answer patch(String token, String uri, Object body, String... headers) {
        return send(HttpMethod.PATCH, token, uri, JSON.writeValueAsString(body), headers);
    }

    public Answer send(String token, String uri, String json, String... headers) {
        return send(HttpMethod.POST, token, uri, json, headers);
    }

    private Answer send(HttpMethod method, String token, String uri, String json, String... headers) {
        var request = http.method(method)
                .uri(uri)
                .header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json);
        for (var at = 0; at < headers.length; at += 2) {
            request = request.header(headers[at], headers[at + 1]);
        }
        return answer(request.exchange());
    }

    public Answer csv(String token, String uri, byte[] text) {
        return answer(http.post()
                .uri(uri)
                .header("Authorization", token)
                .contentType(new MediaType("text", "csv"))
                .content(text)
                .exchange());
    }

    public Answer upload(String token, String name, byte[] content, String... headers) {
        var request = http.post()
                .uri("/api/task/files")
                .multipart()
                .file(new MockMultipartFile("file", name, "application/octet-stream", content))
                .header("Authorization", token);
        for (var at = 0; at < headers.length; at += 2) {
            request = request.header(headers[at], headers[at + 1]);
        }
        return answer(request.exchange());
    }

    private static Answer answer(MvcTestResult result) {
        try {
            var response = result.getResponse();
            var type = String.valueOf(response.getContentType());
            var body = type.contains("json")
                    ? JSON.readTree(response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8))
                    : JSON.valueToTree(Map.of());
            return new Answer(response.getStatus(), body, result);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
