--
-- PostgreSQL database dump
--

\restrict 7QIHLQsNrnBl8mNcrOI0j8ETot3fbtZlwv8JJE8QUpOZdYOGKyN5q2hINqtQj3o

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: mail_state; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.mail_state AS ENUM (
    'queued',
    'sending',
    'accepted',
    'failed',
    'bounced'
);


--
-- Name: member_group; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.member_group AS ENUM (
    'private_person',
    'company',
    'training_provider',
    'advisory_body',
    'chamber',
    'public_body'
);


--
-- Name: role; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.role AS ENUM (
    'member',
    'moderator',
    'admin',
    'dpo'
);


--
-- Name: token_purpose; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.token_purpose AS ENUM (
    'confirm_registration',
    'change_email',
    'reset_password',
    'confirm_request'
);


--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;


--
-- Name: uuid_v7(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.uuid_v7() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    AS $$
        SELECT encode(
          set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
              PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
              FROM 1 FOR 6),
            52, 1), 53, 1), 'hex')::uuid
      $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: _prisma_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public._prisma_migrations (
    id character varying(36) NOT NULL,
    checksum character varying(64) NOT NULL,
    finished_at timestamp with time zone,
    migration_name character varying(255) NOT NULL,
    logs text,
    rolled_back_at timestamp with time zone,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_steps_count integer DEFAULT 0 NOT NULL
);


--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    email text NOT NULL,
    surname text NOT NULL,
    given_name text NOT NULL,
    member_group public.member_group NOT NULL,
    organisation text,
    "position" text,
    role public.role DEFAULT 'member'::public.role NOT NULL,
    password_hash text NOT NULL,
    registered_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    email_confirmed_at timestamp(3) with time zone,
    verified_at timestamp(3) with time zone,
    last_login_at timestamp(3) with time zone,
    data_confirmed_at timestamp(3) with time zone,
    notified_for timestamp(3) with time zone,
    CONSTRAINT account_mandatory_fields CHECK (((btrim(surname) <> ''::text) AND (btrim(given_name) <> ''::text) AND (email ~~ '%_@_%'::text) AND (email = lower(email)) AND
CASE
    WHEN (member_group = 'private_person'::public.member_group) THEN ((organisation IS NULL) AND ("position" IS NULL))
    ELSE ((btrim(COALESCE(organisation, ''::text)) <> ''::text) AND (btrim(COALESCE("position", ''::text)) <> ''::text))
END))
);


--
-- Name: account_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_token (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    purpose public.token_purpose NOT NULL,
    token_hash text NOT NULL,
    new_email text,
    request_id uuid,
    created_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    used_at timestamp(3) with time zone
);


--
-- Name: audit_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_event (
    seq bigint NOT NULL,
    at timestamp(3) with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    act text NOT NULL,
    subject_id uuid,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);


--
-- Name: audit_event_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.audit_event_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_event_seq_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.audit_event_seq_seq OWNED BY public.audit_event.seq;


--
-- Name: data_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.data_request (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    entered_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    entered_by uuid,
    note text,
    identity_confirmed_at timestamp(3) with time zone,
    closed_at timestamp(3) with time zone,
    closed_by uuid,
    outcome text,
    closing_reason text
);


--
-- Name: duty_lease; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.duty_lease (
    duty text NOT NULL,
    holder uuid,
    expires_at timestamp(3) with time zone,
    not_before timestamp(3) with time zone,
    last_run_at timestamp(3) with time zone
);


--
-- Name: erasure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.erasure (
    account_id uuid NOT NULL,
    erased_at timestamp(3) with time zone NOT NULL,
    reason text NOT NULL,
    counts jsonb NOT NULL,
    policy_version integer,
    notice_accepted_at timestamp(3) with time zone,
    respond_by date
);


--
-- Name: inactivity_notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inactivity_notice (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    inactive_since timestamp(3) with time zone NOT NULL,
    policy_version integer NOT NULL,
    mail_id uuid,
    created_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    accepted_at timestamp(3) with time zone,
    respond_by date,
    closed_at timestamp(3) with time zone,
    outcome text,
    CONSTRAINT inactivity_notice_clock CHECK ((((accepted_at IS NULL) = (respond_by IS NULL)) AND ((closed_at IS NULL) = (outcome IS NULL))))
);


--
-- Name: legal_hold; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.legal_hold (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    reason text NOT NULL,
    placed_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    placed_by uuid,
    review_on date,
    released_at timestamp(3) with time zone,
    released_by uuid
);


--
-- Name: outgoing_mail; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outgoing_mail (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid,
    template text NOT NULL,
    state public.mail_state DEFAULT 'queued'::public.mail_state NOT NULL,
    recipient text,
    props jsonb DEFAULT '{}'::jsonb NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    due_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    lease_id uuid,
    lease_until timestamp(3) with time zone,
    rendered_for timestamp(3) with time zone,
    batch_id uuid,
    provider_id text,
    accepted_at timestamp(3) with time zone,
    last_error text,
    changed_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);


--
-- Name: policy_acceptance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy_acceptance (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    version_number integer NOT NULL,
    accepted_at timestamp(3) with time zone NOT NULL,
    wording text NOT NULL
);


--
-- Name: policy_announcement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy_announcement (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    version_number integer NOT NULL,
    mail_id uuid,
    created_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    accepted_at timestamp(3) with time zone,
    objected_at timestamp(3) with time zone
);


--
-- Name: policy_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy_version (
    number integer NOT NULL,
    inactivity_period text NOT NULL,
    response_period text NOT NULL,
    objection_period text NOT NULL,
    access_log_period text DEFAULT 'P7D'::text NOT NULL,
    body text NOT NULL,
    change_summary text,
    created_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    published_at timestamp(3) with time zone,
    CONSTRAINT policy_version_periods CHECK (((inactivity_period ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$'::text) AND ((inactivity_period)::interval >= '1 day'::interval) AND (response_period ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$'::text) AND ((response_period)::interval >= '1 day'::interval) AND (objection_period ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$'::text) AND ((objection_period)::interval >= '1 day'::interval) AND (access_log_period ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$'::text) AND ((access_log_period)::interval >= '1 day'::interval)))
);


--
-- Name: session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    last_seen_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    device text DEFAULT 'Unbekanntes Gerät'::text NOT NULL
);


--
-- Name: suspension; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.suspension (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    account_id uuid NOT NULL,
    reason text NOT NULL,
    started_at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    started_by uuid,
    ended_at timestamp(3) with time zone,
    ended_by uuid
);


--
-- Name: sweep_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sweep_run (
    id uuid DEFAULT public.uuid_v7() NOT NULL,
    trigger text NOT NULL,
    started_at timestamp(3) with time zone NOT NULL,
    finished_at timestamp(3) with time zone,
    notified integer DEFAULT 0 NOT NULL,
    erased integer DEFAULT 0 NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    unconfirmed integer DEFAULT 0 NOT NULL,
    brake text,
    brake_details jsonb,
    confirmed_by uuid,
    confirmed_at timestamp(3) with time zone,
    confirmation_used_by uuid,
    out_of_time boolean DEFAULT false NOT NULL,
    error text
);


--
-- Name: throttle; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.throttle (
    key text NOT NULL,
    points integer DEFAULT 0 NOT NULL,
    expire bigint
);


--
-- Name: audit_event seq; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_event ALTER COLUMN seq SET DEFAULT nextval('public.audit_event_seq_seq'::regclass);


--
-- Data for Name: _prisma_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public._prisma_migrations (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count) FROM stdin;
019ab000-0000-7000-8000-000000000001	8e010af53c40c556b19a90d121b2ce1761d472bfdabb4374676d4388d7402eaf	2026-11-01 00:00:00+00	20261123160000_account_life	\N	\N	2026-11-01 00:00:00+00	1
\.


--
-- Data for Name: account; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.account (id, email, surname, given_name, member_group, organisation, "position", role, password_hash, registered_at, email_confirmed_at, verified_at, last_login_at, data_confirmed_at, notified_for) FROM stdin;
019ab000-0000-7000-8000-00000000000a	jana.sommer@beispiel.test	Sommer	Jana	company	Glas\tWerk	Personal	admin	x	2024-01-01 10:00:00+00	2024-01-01 10:05:00+00	\N	2026-11-19 10:00:00+00	\N	\N
019ab000-0000-7000-8000-00000000000b	kanarienvogel@beispiel.test	Kanarienvogel	Karl	private_person	\N	\N	member	x	2024-01-01 10:00:00+00	2024-01-01 10:05:00+00	\N	2026-11-01 10:00:00+00	\N	\N
019ab000-0000-7000-8000-00000000000c	lange.fort@beispiel.test	Fort	Lara	private_person	\N	\N	member	x	2024-01-01 10:00:00+00	2024-01-01 10:05:00+00	\N	2025-10-01 10:00:00+00	\N	2025-10-01 10:00:00+00
\.


--
-- Data for Name: account_token; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.account_token (id, account_id, purpose, token_hash, new_email, request_id, created_at, expires_at, used_at) FROM stdin;
01a20989-3ecc-7ea0-a1cb-8f627bb341ae	019ab000-0000-7000-8000-00000000000b	reset_password	abc	\N	\N	2026-11-19 10:00:00+00	2026-12-19 11:00:00+00	\N
\.


--
-- Data for Name: audit_event; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.audit_event (seq, at, actor_kind, actor_id, act, subject_id, details) FROM stdin;
1	2026-10-01 10:00:00+00	member	\N	account.erased	019ab000-0000-7000-8000-000000000001	{}
2	2026-11-19 10:00:00+00	member	\N	session.started	019ab000-0000-7000-8000-00000000000a	{}
\.


--
-- Data for Name: data_request; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.data_request (id, account_id, kind, received_on, due_on, entered_at, entered_by, note, identity_confirmed_at, closed_at, closed_by, outcome, closing_reason) FROM stdin;
\.


--
-- Data for Name: duty_lease; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.duty_lease (duty, holder, expires_at, not_before, last_run_at) FROM stdin;
\.


--
-- Data for Name: erasure; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.erasure (account_id, erased_at, reason, counts, policy_version, notice_accepted_at, respond_by) FROM stdin;
019ab000-0000-7000-8000-000000000001	2026-10-01 10:00:00+00	self	{"account": 1}	1	\N	\N
\.


--
-- Data for Name: inactivity_notice; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.inactivity_notice (id, account_id, inactive_since, policy_version, mail_id, created_at, accepted_at, respond_by, closed_at, outcome) FROM stdin;
01a20989-3ecf-7b02-95a9-38a23a3b1205	019ab000-0000-7000-8000-00000000000c	2025-10-01 10:00:00+00	1	\N	2026-10-25 03:15:00+00	2026-10-25 03:16:00+00	2026-11-22	\N	\N
\.


--
-- Data for Name: legal_hold; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.legal_hold (id, account_id, reason, placed_at, placed_by, review_on, released_at, released_by) FROM stdin;
\.


--
-- Data for Name: outgoing_mail; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.outgoing_mail (id, account_id, template, state, recipient, props, attempts, created_at, due_at, lease_id, lease_until, rendered_for, batch_id, provider_id, accepted_at, last_error, changed_at) FROM stdin;
01a20989-3ece-7e43-807b-c620f7324e11	019ab000-0000-7000-8000-00000000000b	password-changed	queued	\N	{"changedAt": "2026-11-19T10:00:00Z"}	0	2026-11-19 10:00:00+00	2026-11-19 10:00:00+00	\N	\N	\N	\N	\N	\N	\N	2026-11-19 10:00:00+00
\.


--
-- Data for Name: policy_acceptance; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.policy_acceptance (id, account_id, version_number, accepted_at, wording) FROM stdin;
01a20989-3ec8-70bb-ab26-510d8d14d02e	019ab000-0000-7000-8000-00000000000a	1	2024-01-01 10:00:00+00	Ich stimme zu.
01a20989-3ec9-798a-873d-c577849e3ca3	019ab000-0000-7000-8000-00000000000b	1	2024-01-01 10:00:00+00	Ich stimme zu.
01a20989-3ec9-7377-aa69-5dd60d2f4857	019ab000-0000-7000-8000-00000000000c	1	2024-01-01 10:00:00+00	Ich stimme zu.
\.


--
-- Data for Name: policy_announcement; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.policy_announcement (id, account_id, version_number, mail_id, created_at, accepted_at, objected_at) FROM stdin;
\.


--
-- Data for Name: policy_version; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.policy_version (number, inactivity_period, response_period, objection_period, access_log_period, body, change_summary, created_at, published_at) FROM stdin;
1	P1Y	P28D	P28D	P7D	# Fassung 1\n\tmit Tabulator und \\ Strich	\N	2020-01-01 00:00:00+00	2020-01-01 00:00:00+00
\.


--
-- Data for Name: session; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.session (id, account_id, created_at, last_seen_at, expires_at, device) FROM stdin;
01a20989-3ecb-767f-8e37-c89e47f07c3c	019ab000-0000-7000-8000-00000000000a	2026-11-19 10:00:00+00	2026-11-19 10:00:00+00	2026-11-30 10:00:00+00	Unbekanntes Gerät
\.


--
-- Data for Name: suspension; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.suspension (id, account_id, reason, started_at, started_by, ended_at, ended_by) FROM stdin;
\.


--
-- Data for Name: sweep_run; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.sweep_run (id, trigger, started_at, finished_at, notified, erased, failed, unconfirmed, brake, brake_details, confirmed_by, confirmed_at, confirmation_used_by, out_of_time, error) FROM stdin;
01a20989-3ed1-7d61-860c-80794abf26a4	cron	2026-11-19 03:15:00+00	2026-11-19 03:15:01+00	0	0	0	0	\N	\N	\N	\N	\N	f	\N
\.


--
-- Data for Name: throttle; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.throttle (key, points, expire) FROM stdin;
\.


--
-- Name: audit_event_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_event_seq_seq', 2, true);


--
-- Name: _prisma_migrations _prisma_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: account_token account_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_token
    ADD CONSTRAINT account_token_pkey PRIMARY KEY (id);


--
-- Name: audit_event audit_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (seq);


--
-- Name: data_request data_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.data_request
    ADD CONSTRAINT data_request_pkey PRIMARY KEY (id);


--
-- Name: duty_lease duty_lease_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duty_lease
    ADD CONSTRAINT duty_lease_pkey PRIMARY KEY (duty);


--
-- Name: erasure erasure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (account_id);


--
-- Name: inactivity_notice inactivity_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inactivity_notice
    ADD CONSTRAINT inactivity_notice_pkey PRIMARY KEY (id);


--
-- Name: legal_hold legal_hold_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT legal_hold_pkey PRIMARY KEY (id);


--
-- Name: outgoing_mail outgoing_mail_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outgoing_mail
    ADD CONSTRAINT outgoing_mail_pkey PRIMARY KEY (id);


--
-- Name: policy_acceptance policy_acceptance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_acceptance
    ADD CONSTRAINT policy_acceptance_pkey PRIMARY KEY (id);


--
-- Name: policy_announcement policy_announcement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_announcement
    ADD CONSTRAINT policy_announcement_pkey PRIMARY KEY (id);


--
-- Name: policy_version policy_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_version
    ADD CONSTRAINT policy_version_pkey PRIMARY KEY (number);


--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);


--
-- Name: suspension suspension_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.suspension
    ADD CONSTRAINT suspension_pkey PRIMARY KEY (id);


--
-- Name: sweep_run sweep_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sweep_run
    ADD CONSTRAINT sweep_run_pkey PRIMARY KEY (id);


--
-- Name: throttle throttle_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.throttle
    ADD CONSTRAINT throttle_pkey PRIMARY KEY (key);


--
-- Name: account_email_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX account_email_key ON public.account USING btree (email);


--
-- Name: account_inactive_since; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_inactive_since ON public.account USING btree (COALESCE(last_login_at, registered_at), id) WHERE ((email_confirmed_at IS NOT NULL) AND (notified_for IS DISTINCT FROM COALESCE(last_login_at, registered_at)));


--
-- Name: account_role_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_role_idx ON public.account USING btree (role);


--
-- Name: account_surname_given_name_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_surname_given_name_idx ON public.account USING btree (surname, given_name);


--
-- Name: account_token_account_id_purpose_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_token_account_id_purpose_idx ON public.account_token USING btree (account_id, purpose);


--
-- Name: account_token_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_token_expires_at_idx ON public.account_token USING btree (expires_at);


--
-- Name: account_token_request_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_token_request_id_idx ON public.account_token USING btree (request_id);


--
-- Name: account_token_token_hash_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX account_token_token_hash_key ON public.account_token USING btree (token_hash);


--
-- Name: account_unconfirmed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_unconfirmed ON public.account USING btree (COALESCE(email_confirmed_at, registered_at)) WHERE (email_confirmed_at IS NULL);


--
-- Name: audit_event_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_at_idx ON public.audit_event USING btree (at);


--
-- Name: audit_event_subject_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_subject_id_idx ON public.audit_event USING btree (subject_id);


--
-- Name: data_request_account_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX data_request_account_id_idx ON public.data_request USING btree (account_id);


--
-- Name: data_request_due_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX data_request_due_on_idx ON public.data_request USING btree (due_on);


--
-- Name: erasure_erased_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX erasure_erased_at_idx ON public.erasure USING btree (erased_at);


--
-- Name: inactivity_notice_account_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inactivity_notice_account_id_idx ON public.inactivity_notice USING btree (account_id);


--
-- Name: inactivity_notice_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inactivity_notice_due ON public.inactivity_notice USING btree ((
CASE
    WHEN (closed_at IS NULL) THEN respond_by
    ELSE NULL::date
END), account_id);


--
-- Name: inactivity_notice_episode; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX inactivity_notice_episode ON public.inactivity_notice USING btree ((
CASE
    WHEN (outcome IS DISTINCT FROM 'superseded'::text) THEN account_id
    ELSE NULL::uuid
END), inactive_since);


--
-- Name: inactivity_notice_mail_id_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX inactivity_notice_mail_id_key ON public.inactivity_notice USING btree (mail_id);


--
-- Name: inactivity_notice_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX inactivity_notice_open ON public.inactivity_notice USING btree ((
CASE
    WHEN (closed_at IS NULL) THEN account_id
    ELSE NULL::uuid
END));


--
-- Name: inactivity_notice_respond_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inactivity_notice_respond_by_idx ON public.inactivity_notice USING btree (respond_by);


--
-- Name: legal_hold_account_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX legal_hold_account_id_idx ON public.legal_hold USING btree (account_id);


--
-- Name: outgoing_mail_account_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outgoing_mail_account_id_idx ON public.outgoing_mail USING btree (account_id);


--
-- Name: outgoing_mail_batch_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outgoing_mail_batch_id_idx ON public.outgoing_mail USING btree (batch_id);


--
-- Name: outgoing_mail_failed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outgoing_mail_failed ON public.outgoing_mail USING btree ((
CASE
    WHEN (state = ANY (ARRAY['failed'::public.mail_state, 'bounced'::public.mail_state])) THEN changed_at
    ELSE NULL::timestamp with time zone
END));


--
-- Name: outgoing_mail_provider_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outgoing_mail_provider_id_idx ON public.outgoing_mail USING btree (provider_id);


--
-- Name: outgoing_mail_template_created_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outgoing_mail_template_created_at_idx ON public.outgoing_mail USING btree (template, created_at);


--
-- Name: outgoing_mail_work; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outgoing_mail_work ON public.outgoing_mail USING btree ((
CASE
    WHEN (state = 'queued'::public.mail_state) THEN due_at
    WHEN (state = 'sending'::public.mail_state) THEN lease_until
    ELSE NULL::timestamp with time zone
END));


--
-- Name: policy_acceptance_account_id_version_number_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX policy_acceptance_account_id_version_number_key ON public.policy_acceptance USING btree (account_id, version_number);


--
-- Name: policy_acceptance_version_number_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX policy_acceptance_version_number_idx ON public.policy_acceptance USING btree (version_number);


--
-- Name: policy_announcement_account_id_version_number_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX policy_announcement_account_id_version_number_key ON public.policy_announcement USING btree (account_id, version_number);


--
-- Name: policy_announcement_mail_id_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX policy_announcement_mail_id_key ON public.policy_announcement USING btree (mail_id);


--
-- Name: policy_announcement_version_number_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX policy_announcement_version_number_idx ON public.policy_announcement USING btree (version_number);


--
-- Name: session_account_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_account_id_idx ON public.session USING btree (account_id);


--
-- Name: session_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_expires_at_idx ON public.session USING btree (expires_at);


--
-- Name: suspension_account_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX suspension_account_id_idx ON public.suspension USING btree (account_id);


--
-- Name: sweep_run_started_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sweep_run_started_at_idx ON public.sweep_run USING btree (started_at);


--
-- Name: throttle_expire_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX throttle_expire_idx ON public.throttle USING btree (expire);


--
-- Name: audit_event audit_event_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: erasure erasure_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER erasure_append_only BEFORE DELETE OR UPDATE ON public.erasure FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: policy_version policy_version_immutable; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER policy_version_immutable BEFORE DELETE OR UPDATE ON public.policy_version FOR EACH ROW WHEN ((old.published_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_change();


--
-- Name: account_token account_token_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_token
    ADD CONSTRAINT account_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: account_token account_token_request_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_token
    ADD CONSTRAINT account_token_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.data_request(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: data_request data_request_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.data_request
    ADD CONSTRAINT data_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: inactivity_notice inactivity_notice_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inactivity_notice
    ADD CONSTRAINT inactivity_notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: legal_hold legal_hold_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT legal_hold_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE RESTRICT;


--
-- Name: outgoing_mail outgoing_mail_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outgoing_mail
    ADD CONSTRAINT outgoing_mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: policy_acceptance policy_acceptance_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_acceptance
    ADD CONSTRAINT policy_acceptance_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: policy_acceptance policy_acceptance_version_number_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_acceptance
    ADD CONSTRAINT policy_acceptance_version_number_fkey FOREIGN KEY (version_number) REFERENCES public.policy_version(number) ON UPDATE CASCADE ON DELETE RESTRICT;


--
-- Name: policy_announcement policy_announcement_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_announcement
    ADD CONSTRAINT policy_announcement_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: policy_announcement policy_announcement_version_number_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_announcement
    ADD CONSTRAINT policy_announcement_version_number_fkey FOREIGN KEY (version_number) REFERENCES public.policy_version(number) ON UPDATE CASCADE ON DELETE RESTRICT;


--
-- Name: session session_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: suspension suspension_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.suspension
    ADD CONSTRAINT suspension_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--

\unrestrict 7QIHLQsNrnBl8mNcrOI0j8ETot3fbtZlwv8JJE8QUpOZdYOGKyN5q2hINqtQj3o

