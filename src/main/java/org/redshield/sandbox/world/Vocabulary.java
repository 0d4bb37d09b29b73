package org.redshield.sandbox.world;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The words the world is made of ({@code sandbox/vocabulary.json}). */
public record Vocabulary(
        String note,
        List<City> cities,
        List<String> streets,
        List<String> parks,
        List<String> surnames,
        List<String> givenNames,
        List<String> syllables,
        List<Category> categories,
        List<String> adjectives,
        List<Brand> brands,
        List<String> goodReviews,
        List<String> badReviews,
        List<String> counterfeitReviews,
        List<String> brushedReviews,
        List<String> brushedMemos,
        List<String> carriers) {

    /** @param shortName what people say for it in a shop's name */
    public record City(
            String province,
            String city,
            @JsonProperty("short") String shortName,
            List<String> districts,
            List<String> towns) {}

    /** Prices in yuan, the usual weight of a parcel in kilograms. */
    public record Category(
            String name,
            String trade,
            int minYuan,
            int maxYuan,
            double kilograms,
            List<String> products,
            List<String> skus) {}

    /** An invented brand and what its genuine goods cost, in yuan. */
    public record Brand(String name, String category, int minYuan, int maxYuan) {}

    static Vocabulary load() {
        try (InputStream json = Vocabulary.class.getResourceAsStream("/sandbox/vocabulary.json")) {
            return new ObjectMapper().readValue(json, Vocabulary.class);
        } catch (IOException e) {
            throw new UncheckedIOException("sandbox/vocabulary.json cannot be read", e);
        }
    }

    Category category(String name) {
        return categories.stream()
                .filter(category -> category.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    City city(String shortName) {
        return cities.stream()
                .filter(city -> city.shortName().equals(shortName))
                .findFirst()
                .orElseThrow();
    }
}
