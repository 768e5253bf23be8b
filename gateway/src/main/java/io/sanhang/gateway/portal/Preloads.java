package io.sanhang.gateway.portal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a page will ask for next, as a {@code Link} header (RFC 8288): on a slow line its own scripts come together with
 * the common ones. The portal's build writes the list; without it the pages work all the same.
 */
@Component
class Preloads {

    private static final String LIST = "/preload.json";

    private record Page(PathPattern pattern, String link) {}

    private final List<Page> pages;

    Preloads(PortalFiles files) {
        var list = files.find(LIST);
        pages = list == null
                ? List.of()
                : new JsonMapper()
                        .readValue(list.plain(), new TypeReference<Map<String, String>>() {}).entrySet().stream()
                                .map(each -> new Page(
                                        PathPatternParser.defaultInstance.parse(each.getKey()), each.getValue()))
                                .toList();
    }

    Optional<String> of(PathContainer path) {
        return pages.stream()
                .filter(page -> page.pattern.matches(path))
                .map(Page::link)
                .findFirst();
    }
}
