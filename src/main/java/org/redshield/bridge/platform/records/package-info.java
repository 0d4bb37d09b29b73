/** 数据记录: rows that platforms provided, kept, looked at and taken into cases, with names as pseudonyms where they must be. */
package org.redshield.bridge.platform.records;
