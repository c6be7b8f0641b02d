-- a copy of the database tells no other system of anything
UPDATE kentro_webhook SET active = false;
