package org.redshield.bridge.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.evidence.log.MerkleTree.Node;

class MerkleTreeTest {

    /** The test vectors of Certificate Transparency's reference implementation. */
    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private final Frontier frontier = new Frontier();
    private final Map<Node, byte[]> nodes = new HashMap<>();
    private final List<byte[]> roots = new ArrayList<>();

    private byte[] append(byte[] record) {
        byte[] leaf = MerkleTree.leafHash(record);
        nodes.put(new Node(0, frontier.size()), leaf);
        nodes.putAll(frontier.append(leaf));
        roots.add(frontier.root());
        return leaf;
    }

    private byte[] hash(Node node) {
        return node.hash(nodes).orElseThrow();
    }

    @Test
    void rootsAreThoseOfTheReference() {
        for (String input : INPUTS) {
            append(HexFormat.of().parseHex(input));
        }
        assertThat(roots.stream().map(HexFormat.of()::formatHex)).containsExactlyElementsOf(ROOTS);
        assertThat(HexFormat.of().formatHex(MerkleTree.root(7, this::hash))).isEqualTo(ROOTS.get(6));
    }

    /** Every leaf in every tree; and nothing is proved of a leaf at another place or of another leaf. */
    @Test
    void everyProofLeadsToItsRootAndToNoOther() {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            leaves.add(append(new byte[] {(byte) i}));
        }
        for (int size = 1; size <= 70; size++) {
            for (int index = 0; index < size; index++) {
                List<byte[]> path = MerkleTree.inclusion(index, size, this::hash);
                assertThat(MerkleTree.rootOf(leaves.get(index), index, size, path))
                        .isEqualTo(roots.get(size - 1));
                assertThat(MerkleTree.rootOf(leaves.get((index + 1) % 70), index, size, path))
                        .isNotEqualTo(roots.get(size - 1));
                if (size > 1) {
                    assertThat(MerkleTree.rootOf(leaves.get(index), (index + 1) % size, size, path))
                            .isNotEqualTo(roots.get(size - 1));
                }
            }
        }
    }

    @Test
    void aTreeGoesOnFromItsPeaks() {
        for (int i = 0; i < 21; i++) {
            append(new byte[] {(byte) i});
        }
        Frontier resumed = Frontier.at(13, this::hash);
        for (int i = 13; i < 21; i++) {
            resumed.append(MerkleTree.leafHash(new byte[] {(byte) i}));
        }
        assertThat(resumed.root()).isEqualTo(roots.get(20));
    }
}
