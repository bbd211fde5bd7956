--liquibase formatted sql

--changeset tieout:tax-0002
-- The built-in rate table: what a category is taxed at in a country (and region, '' for all of it) from a day on. A few
-- hundred rows; past rates stay, for returns are taxed at the rate of their sale (R29). Rates are the national standard rate
-- and the reduced rate most goods of that class have (European Commission, Taxes in Europe Database; GOV.UK); a retailer
-- states others through the configuration file.
set lock_timeout = '5s';

create table tax.rate (
    country    char(2) not null,
    region     text not null default '',
    category   text not null check (category <> ''),
    valid_from date not null,
    rate       numeric(9, 6) not null check (rate >= 0 and rate < 1),
    source     text not null check (source in ('BUILT_IN', 'CONFIGURED')),
    primary key (country, region, category, valid_from)
);

create table tax.revision (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into tax.revision (number) values (0);

insert into tax.rate (country, category, valid_from, rate, source) values
    ('AT', 'STANDARD', '1995-01-01', 0.20, 'BUILT_IN'), ('AT', 'REDUCED', '1995-01-01', 0.10, 'BUILT_IN'),
    ('BE', 'STANDARD', '1996-01-01', 0.21, 'BUILT_IN'), ('BE', 'REDUCED', '1996-01-01', 0.06, 'BUILT_IN'),
    ('BG', 'STANDARD', '2007-01-01', 0.20, 'BUILT_IN'), ('BG', 'REDUCED', '2011-04-01', 0.09, 'BUILT_IN'),
    ('CY', 'STANDARD', '2014-01-13', 0.19, 'BUILT_IN'), ('CY', 'REDUCED', '2014-01-13', 0.09, 'BUILT_IN'),
    ('CZ', 'STANDARD', '2013-01-01', 0.21, 'BUILT_IN'), ('CZ', 'REDUCED', '2013-01-01', 0.15, 'BUILT_IN'),
    ('CZ', 'REDUCED', '2024-01-01', 0.12, 'BUILT_IN'),
    ('DE', 'STANDARD', '2007-01-01', 0.19, 'BUILT_IN'), ('DE', 'REDUCED', '1983-07-01', 0.07, 'BUILT_IN'),
    ('DE', 'STANDARD', '2020-07-01', 0.16, 'BUILT_IN'), ('DE', 'REDUCED', '2020-07-01', 0.05, 'BUILT_IN'),
    ('DE', 'STANDARD', '2021-01-01', 0.19, 'BUILT_IN'), ('DE', 'REDUCED', '2021-01-01', 0.07, 'BUILT_IN'),
    ('DK', 'STANDARD', '1992-01-01', 0.25, 'BUILT_IN'),
    ('EE', 'STANDARD', '2009-07-01', 0.20, 'BUILT_IN'), ('EE', 'REDUCED', '2009-01-01', 0.09, 'BUILT_IN'),
    ('EE', 'STANDARD', '2024-01-01', 0.22, 'BUILT_IN'), ('EE', 'STANDARD', '2025-07-01', 0.24, 'BUILT_IN'),
    ('ES', 'STANDARD', '2012-09-01', 0.21, 'BUILT_IN'), ('ES', 'REDUCED', '2012-09-01', 0.10, 'BUILT_IN'),
    ('FI', 'STANDARD', '2013-01-01', 0.24, 'BUILT_IN'), ('FI', 'REDUCED', '2013-01-01', 0.14, 'BUILT_IN'),
    ('FI', 'STANDARD', '2024-09-01', 0.255, 'BUILT_IN'), ('FI', 'REDUCED', '2026-01-01', 0.135, 'BUILT_IN'),
    ('FR', 'STANDARD', '2014-01-01', 0.20, 'BUILT_IN'), ('FR', 'REDUCED', '2014-01-01', 0.055, 'BUILT_IN'),
    ('GB', 'STANDARD', '2011-01-04', 0.20, 'BUILT_IN'), ('GB', 'REDUCED', '1997-09-01', 0.05, 'BUILT_IN'),
    ('GR', 'STANDARD', '2016-06-01', 0.24, 'BUILT_IN'), ('GR', 'REDUCED', '2011-01-01', 0.13, 'BUILT_IN'),
    ('HR', 'STANDARD', '2012-03-01', 0.25, 'BUILT_IN'), ('HR', 'REDUCED', '2014-01-01', 0.13, 'BUILT_IN'),
    ('HU', 'STANDARD', '2012-01-01', 0.27, 'BUILT_IN'), ('HU', 'REDUCED', '2009-07-01', 0.18, 'BUILT_IN'),
    ('IE', 'STANDARD', '2012-01-01', 0.23, 'BUILT_IN'), ('IE', 'REDUCED', '2003-01-01', 0.135, 'BUILT_IN'),
    ('IE', 'STANDARD', '2020-09-01', 0.21, 'BUILT_IN'), ('IE', 'STANDARD', '2021-03-01', 0.23, 'BUILT_IN'),
    ('IT', 'STANDARD', '2013-10-01', 0.22, 'BUILT_IN'), ('IT', 'REDUCED', '1995-02-24', 0.10, 'BUILT_IN'),
    ('LT', 'STANDARD', '2009-09-01', 0.21, 'BUILT_IN'), ('LT', 'REDUCED', '2000-05-01', 0.09, 'BUILT_IN'),
    ('LU', 'STANDARD', '2015-01-01', 0.17, 'BUILT_IN'), ('LU', 'REDUCED', '2015-01-01', 0.08, 'BUILT_IN'),
    ('LU', 'STANDARD', '2023-01-01', 0.16, 'BUILT_IN'), ('LU', 'REDUCED', '2023-01-01', 0.07, 'BUILT_IN'),
    ('LU', 'STANDARD', '2024-01-01', 0.17, 'BUILT_IN'), ('LU', 'REDUCED', '2024-01-01', 0.08, 'BUILT_IN'),
    ('LV', 'STANDARD', '2012-07-01', 0.21, 'BUILT_IN'), ('LV', 'REDUCED', '2011-01-01', 0.12, 'BUILT_IN'),
    ('MT', 'STANDARD', '2004-01-01', 0.18, 'BUILT_IN'), ('MT', 'REDUCED', '1999-01-01', 0.05, 'BUILT_IN'),
    ('NL', 'STANDARD', '2012-10-01', 0.21, 'BUILT_IN'), ('NL', 'REDUCED', '2001-01-01', 0.06, 'BUILT_IN'),
    ('NL', 'REDUCED', '2019-01-01', 0.09, 'BUILT_IN'),
    ('PL', 'STANDARD', '2011-01-01', 0.23, 'BUILT_IN'), ('PL', 'REDUCED', '2011-01-01', 0.08, 'BUILT_IN'),
    ('PT', 'STANDARD', '2011-01-01', 0.23, 'BUILT_IN'), ('PT', 'REDUCED', '2010-07-01', 0.06, 'BUILT_IN'),
    ('RO', 'STANDARD', '2017-01-01', 0.19, 'BUILT_IN'), ('RO', 'REDUCED', '2008-12-01', 0.09, 'BUILT_IN'),
    ('RO', 'STANDARD', '2025-08-01', 0.21, 'BUILT_IN'), ('RO', 'REDUCED', '2025-08-01', 0.11, 'BUILT_IN'),
    ('SE', 'STANDARD', '1990-07-01', 0.25, 'BUILT_IN'), ('SE', 'REDUCED', '1996-01-01', 0.12, 'BUILT_IN'),
    ('SI', 'STANDARD', '2013-07-01', 0.22, 'BUILT_IN'), ('SI', 'REDUCED', '2013-07-01', 0.095, 'BUILT_IN'),
    ('SK', 'STANDARD', '2011-01-01', 0.20, 'BUILT_IN'), ('SK', 'REDUCED', '2011-01-01', 0.10, 'BUILT_IN'),
    ('SK', 'STANDARD', '2025-01-01', 0.23, 'BUILT_IN'), ('SK', 'REDUCED', '2025-01-01', 0.05, 'BUILT_IN');
insert into tax.rate (country, category, valid_from, rate, source)
    select distinct country, 'ZERO', date '1970-01-01', 0, 'BUILT_IN' from tax.rate;
--rollback drop table tax.revision; drop table tax.rate;
