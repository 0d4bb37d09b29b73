package org.redshield.bridge.bureau;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.bureau.Organisation.Kind;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Organisations, officers and agreements as the settings give them, read to their end, and what is wrong with them. */
final class GivenDirectory {

    static final String OFFICERS = "bridge.officers-file";
    static final String AGREEMENTS = "bridge.agreements-file";

    private static final Demand BUREAU =
            Demand.stops("{} 中的 %s 不是任何局的代码", "{}: there is no bureau %s", "bridge.connected-bureaus");

    private static final Demand HOME = Demand.stops(
            "平台 %s 的 {} 应当是平台所在地的局的代码，没有代码为“%s”的局",
            "platform %s: {} must be the code of the bureau of the platform's seat; there is no bureau '%s'",
            "bridge.platforms.<key>.home-bureau");

    private static final Demand PREFIX = Demand.stops(
            "{} 使 %s 和 %s 的文书都以“%s”编号，各局的代字不能相同",
            "by {} %s and %s would both number their letters %s; each needs a prefix of its own",
            "bridge.letters.prefix");

    private static final Demand FILE = Demand.stops(
            "{} 指定的文件读不出，或者不是 UTF-8 编码的 CSV：%s",
            "the file of {} cannot be read, or is no CSV in UTF-8: %s", OFFICERS, AGREEMENTS);

    static final Demand LINE = Demand.stops(
            "{} 所指文件第 %s 行缺少一列或者有一个值不对",
            "{}: line %s of the file lacks a column or has a value that cannot be taken", OFFICERS, AGREEMENTS);

    static final List<Demand> DEMANDS = List.of(BUREAU, HOME, PREFIX, FILE, LINE);

    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    private final List<Row> organisations;
    private final List<CSVRecord> officers = new ArrayList<>();
    private final List<CSVRecord> agreements = new ArrayList<>();
    private final List<Lack> wrong = new ArrayList<>();

    /** An organisation with what only this table knows of it. */
    record Row(Organisation organisation, Optional<String> homeBureau) {}

    /** @param before organisations that the database knows: who is gone from the settings still is a party of agreements */
    GivenDirectory(BureauSettings settings, Collection<String> before) {
        organisations = organisations(settings, wrong);
        if (settings.demo()) {
            officers.addAll(read(demo("officers.csv")));
            agreements.addAll(read(demo("agreements.csv")));
        }
        Set<String> codes = new LinkedHashSet<>(before);
        organisations.forEach(row -> codes.add(row.organisation().code()));
        add(officers, OFFICERS, settings.officersFile(), row -> officer(row, codes), wrong);
        add(agreements, AGREEMENTS, settings.agreementsFile(), row -> agreement(row, codes), wrong);
    }

    List<Row> organisations() {
        return organisations;
    }

    List<CSVRecord> officers() {
        return officers;
    }

    List<CSVRecord> agreements() {
        return agreements;
    }

    /** In the order in which it was met. */
    List<Lack> wrong() {
        return wrong;
    }

    private static void add(
            List<CSVRecord> all, String setting, Resource file, Consumer<CSVRecord> check, List<Lack> wrong) {
        if (file == null) {
            return;
        }
        try {
            List<CSVRecord> rows = read(file);
            all.addAll(rows);
            for (CSVRecord row : rows) {
                try {
                    check.accept(row);
                } catch (IllegalArgumentException | DateTimeException e) {
                    wrong.add(LINE.of(setting, row.getRecordNumber() + 1));
                }
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            wrong.add(FILE.of(setting, file.getDescription()));
        }
    }

    private static void officer(CSVRecord row, Set<String> codes) {
        List.of("certificateNo", "user", "name", "unit", "phone").forEach(row::get);
        known(codes, row.get("bureau"));
        LocalDate.parse(row.get("expiresOn"));
    }

    private static void agreement(CSVRecord row, Set<String> codes) {
        Agreement agreement = agreement(row);
        known(codes, agreement.partyA());
        known(codes, agreement.partyB());
    }

    private static void known(Set<String> codes, String code) {
        if (!codes.contains(code)) {
            throw new IllegalArgumentException("There is no organisation " + code);
        }
    }

    /** @throws RuntimeException of {@link IllegalArgumentException} or {@link DateTimeException} where the line says no agreement */
    static Agreement agreement(CSVRecord row) {
        return new Agreement(
                0,
                row.get("partyA"),
                row.get("partyB"),
                text(row, "dataset"),
                Agreement.Kind.valueOf(row.get("kind")),
                Integer.parseInt(row.get("amount")),
                row.get("unit"),
                row.get("citation"),
                LocalDate.parse(row.get("validFrom")),
                text(row, "validTo").map(LocalDate::parse));
    }

    private static Optional<String> text(CSVRecord row, String column) {
        return Optional.of(row.get(column)).filter(value -> !value.isEmpty());
    }

    private static List<Row> organisations(BureauSettings settings, List<Lack> wrong) {
        Map<String, String> divisions = new LinkedHashMap<>();
        read(new ClassPathResource("bureau/divisions.csv"))
                .forEach(division -> divisions.put(division.get("code"), division.get("name")));
        Set<String> connected = new LinkedHashSet<>(settings.connectedBureaus());
        Map<String, BureauSettings.Platform> platforms = new LinkedHashMap<>();
        Map<String, String> addresses = new LinkedHashMap<>();
        if (settings.demo()) {
            for (CSVRecord organisation : read(demo("organisations.csv"))) {
                text(organisation, "address").ifPresent(address -> addresses.put(organisation.get("code"), address));
                if (organisation.get("homeBureau").isEmpty()) {
                    connected.add(organisation.get("code"));
                } else {
                    platforms.put(
                            organisation.get("code"),
                            new BureauSettings.Platform(organisation.get("name"), organisation.get("homeBureau")));
                }
            }
        }
        addresses.putAll(settings.letters().address());
        settings.platforms().forEach((key, platform) -> platforms.merge(key, platform, GivenDirectory::override));

        Map<String, Row> rows = new LinkedHashMap<>();
        for (Organisation bureau : NationalTree.of(divisions)) {
            boolean here = connected.contains(bureau.code());
            rows.put(bureau.code(), new Row(withSettings(settings, bureau, here, addresses), Optional.empty()));
        }
        connected.stream()
                .filter(code -> !rows.containsKey(code))
                .map(BUREAU::lacking)
                .forEach(wrong::add);
        platforms.forEach((key, platform) -> {
            String home = Objects.requireNonNullElse(platform.homeBureau(), "");
            if (!rows.containsKey(home) || rows.get(home).organisation().kind() != Kind.BUREAU) {
                wrong.add(HOME.lacking(key, home));
            }
            String name = Objects.requireNonNullElse(platform.name(), key);
            Organisation organisation =
                    new Organisation(key, Kind.PLATFORM, name, name, Level.PLATFORM, Optional.empty(), true);
            rows.put(key, new Row(withSettings(settings, organisation, true, addresses), Optional.of(home)));
        });
        wrong.addAll(sharedPrefixes(rows.values()));
        return List.copyOf(rows.values());
    }

    private static Organisation withSettings(
            BureauSettings settings, Organisation derived, boolean connected, Map<String, String> addresses) {
        return new Organisation(
                derived.code(),
                derived.kind(),
                derived.name(),
                settings.letters().prefix().getOrDefault(derived.code(), derived.letterPrefix()),
                derived.level(),
                derived.parentCode(),
                connected,
                Optional.ofNullable(addresses.get(derived.code())));
    }

    private static BureauSettings.Platform override(BureauSettings.Platform demo, BureauSettings.Platform set) {
        return new BureauSettings.Platform(
                Objects.requireNonNullElse(set.name(), demo.name()),
                Objects.requireNonNullElse(set.homeBureau(), demo.homeBureau()));
    }

    private static List<Lack> sharedPrefixes(Iterable<Row> rows) {
        List<Lack> shared = new ArrayList<>();
        Map<String, String> owners = new LinkedHashMap<>();
        for (Row row : rows) {
            String code = row.organisation().code();
            String prefix = row.organisation().letterPrefix();
            String other = owners.putIfAbsent(prefix, code);
            if (other != null) {
                shared.add(PREFIX.lacking(other, code, prefix));
            }
        }
        return shared;
    }

    private static Resource demo(String file) {
        return new ClassPathResource("bureau/demo/" + file);
    }

    /** @throws RuntimeException of {@link UncheckedIOException} or {@link IllegalArgumentException} where it is no CSV */
    private static List<CSVRecord> read(Resource resource) {
        try (Reader reader = new StringReader(resource.getContentAsString(StandardCharsets.UTF_8))) {
            return CSV.parse(reader).getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
