/**
 * 平台数据: data requests to platforms and what comes back. From the ground up: {@code gateway}, what a platform can be asked, with
 * the adapters {@code top} and {@code rest} over {@code http}; {@code guard} before every call; {@code work}, the rows of
 * what is asked again and again; {@code request}, from the order to the answer; {@code retryqueue}, calls that wait for a platform
 * that is away; {@code answer}, files into tables; {@code liaison}, the platform's people; {@code records} and {@code
 * preservation}; {@code poll}, which drives it all. Here on top lie the faces for people.
 */
package org.redshield.bridge.platform;
