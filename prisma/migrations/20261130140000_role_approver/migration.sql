-- Management releases what another person has prepared; the data protection officer advises (DS-06, DS-10).
ALTER TYPE "role" ADD VALUE 'approver' BEFORE 'dpo';
