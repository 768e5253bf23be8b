package io.sanhang.support.errors;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller is involved: in a security filter. */
public final class ProblemWriter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final ProblemTexts texts;

    public ProblemWriter(ProblemTexts texts) {
        this.texts = texts;
    }

    public void write(HttpServletResponse response, int status, String slug) throws IOException {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "/problems/" + slug);
        problem.put("title", texts.title(slug));
        problem.put("status", status);
        problem.put("detail", texts.detail(slug, List.of()));
        problem.put("code", slug);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream().write(JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
