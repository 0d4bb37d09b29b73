package org.redshield.sandbox.protocol.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.world.World;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/shops}: what everybody sees of a shop. */
@RestController
@RequiredArgsConstructor
class ShopController {

    private final RestCalls calls;
    private final World world;
    private final ObjectMapper json;

    @GetMapping("/v1/shops/{id}")
    void get(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, "shop.get", List.of(id), call -> world.findShops(id).stream()
                .filter(shop -> shop.id().equals(id))
                .findFirst()
                .map(shop -> new RestCalls.Answer(
                        200, json.createObjectNode().put("shopId", shop.id()).put("shopName", shop.title())))
                .orElseThrow(() -> Problem.noSuchShop(id)));
    }
}
