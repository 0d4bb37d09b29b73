/**
 * 运行监控: what operators watch: whether the node can work, how much waits where and since when, and whether the disks have room. It lies
 * below all features, which contribute their {@link org.redshield.bridge.operations.Figures}; it knows none of them.
 */
package org.redshield.bridge.operations;
