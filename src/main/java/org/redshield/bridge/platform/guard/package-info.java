/** 平台保护: what stands before every call to a platform: its pace, its turns, and whether it is asked at all while it is away. */
package org.redshield.bridge.platform.guard;
