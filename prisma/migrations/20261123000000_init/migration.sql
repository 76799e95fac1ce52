-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "achievement_category" AS ENUM ('teaching', 'learning', 'community', 'streak', 'milestone');

-- CreateEnum
CREATE TYPE "achievement_tier" AS ENUM ('bronze', 'silver', 'gold', 'platinum');

-- CreateEnum
CREATE TYPE "badge_type" AS ENUM ('verified', 'premium', 'mentor', 'top_rated');

-- CreateEnum
CREATE TYPE "xp_kind" AS ENUM ('teaching', 'learning', 'other');

-- CreateEnum
CREATE TYPE "bottle_kind" AS ENUM ('question', 'offer');

-- CreateEnum
CREATE TYPE "bottle_status" AS ENUM ('adrift', 'answered', 'sunk');

-- CreateEnum
CREATE TYPE "drift_status" AS ENUM ('washed_up', 'answered', 'passed_on');

-- CreateEnum
CREATE TYPE "match_status" AS ENUM ('pending', 'accepted', 'declined', 'expired');

-- CreateEnum
CREATE TYPE "partnership_status" AS ENUM ('active', 'paused', 'ended');

-- CreateEnum
CREATE TYPE "direct_messages" AS ENUM ('unasked', 'on', 'off');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('user', 'admin');

-- CreateEnum
CREATE TYPE "platform" AS ENUM ('discord', 'slack', 'playground');

-- CreateEnum
CREATE TYPE "community_role" AS ENUM ('member', 'organiser');

-- CreateEnum
CREATE TYPE "match_scope" AS ENUM ('community', 'network');

-- CreateEnum
CREATE TYPE "session_type" AS ENUM ('video', 'audio', 'chat', 'any');

-- CreateEnum
CREATE TYPE "resource_type" AS ENUM ('document', 'video', 'link', 'code', 'interactive');

-- CreateEnum
CREATE TYPE "room_status" AS ENUM ('waiting', 'active', 'ended');

-- CreateEnum
CREATE TYPE "room_role" AS ENUM ('host', 'participant', 'moderator');

-- CreateEnum
CREATE TYPE "presence_source" AS ENUM ('socket', 'voice');

-- CreateEnum
CREATE TYPE "invitation_status" AS ENUM ('pending', 'accepted', 'declined', 'revoked');

-- CreateEnum
CREATE TYPE "report_status" AS ENUM ('open', 'upheld', 'dismissed');

-- CreateEnum
CREATE TYPE "session_status" AS ENUM ('scheduled', 'in_progress', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "attendance_status" AS ENUM ('invited', 'accepted', 'declined', 'attended', 'no_show');

-- CreateEnum
CREATE TYPE "skill_type" AS ENUM ('academic', 'creative', 'athletic', 'professional', 'lifestyle');

-- CreateEnum
CREATE TYPE "skill_kind" AS ENUM ('teach', 'learn');

-- CreateEnum
CREATE TYPE "subscription_status" AS ENUM ('active', 'cancelled', 'expired', 'past_due');

-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('pending', 'completed', 'failed', 'refunded');

-- CreateTable
CREATE TABLE "achievements" (
    "id" SERIAL NOT NULL,
    "code" VARCHAR(50) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" TEXT,
    "icon" VARCHAR(50),
    "category" "achievement_category" NOT NULL,
    "tier" "achievement_tier" NOT NULL,
    "xp_reward" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "achievements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_achievements" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "achievement_id" INTEGER NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_achievements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_xp" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "total_xp" INTEGER NOT NULL DEFAULT 0,
    "level" INTEGER NOT NULL DEFAULT 1,
    "teaching_xp" INTEGER NOT NULL DEFAULT 0,
    "learning_xp" INTEGER NOT NULL DEFAULT 0,
    "streak_days" INTEGER NOT NULL DEFAULT 0,
    "last_active_date" DATE,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_xp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "xp_entries" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "kind" "xp_kind" NOT NULL,
    "amount" INTEGER NOT NULL,
    "reason" VARCHAR(50) NOT NULL,
    "event_key" VARCHAR(100) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "xp_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "badges" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" TEXT,
    "icon" VARCHAR(50),
    "type" "badge_type" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "badges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_badges" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "badge_id" INTEGER NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_badges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" SERIAL NOT NULL,
    "partnership_id" INTEGER NOT NULL,
    "sender_id" INTEGER,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bottles" (
    "id" SERIAL NOT NULL,
    "author_id" INTEGER NOT NULL,
    "kind" "bottle_kind" NOT NULL,
    "category_id" INTEGER,
    "body" TEXT NOT NULL,
    "status" "bottle_status" NOT NULL DEFAULT 'adrift',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bottles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bottle_drifts" (
    "id" SERIAL NOT NULL,
    "bottle_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "status" "drift_status" NOT NULL DEFAULT 'washed_up',
    "reply" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replied_at" TIMESTAMPTZ(3),

    CONSTRAINT "bottle_drifts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learning_goals" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "category_id" INTEGER,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "target_date" DATE,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learning_goals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "worker_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "learning_matches" (
    "id" SERIAL NOT NULL,
    "user_id_1" INTEGER NOT NULL,
    "user_id_2" INTEGER NOT NULL,
    "requested_by_id" INTEGER,
    "compatibility_score" INTEGER NOT NULL,
    "interest_score" INTEGER NOT NULL,
    "complementarity_score" INTEGER NOT NULL,
    "goal_score" INTEGER NOT NULL,
    "timezone_score" INTEGER NOT NULL,
    "shared_interests" JSONB NOT NULL DEFAULT '[]',
    "complementary_skills" JSONB NOT NULL DEFAULT '[]',
    "match_reason" TEXT,
    "status" "match_status" NOT NULL DEFAULT 'pending',
    "is_premium" BOOLEAN NOT NULL DEFAULT false,
    "accepted_at_1" TIMESTAMPTZ(3),
    "accepted_at_2" TIMESTAMPTZ(3),
    "declined_by_id" INTEGER,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learning_matches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learning_partnerships" (
    "id" SERIAL NOT NULL,
    "user_id_1" INTEGER NOT NULL,
    "user_id_2" INTEGER NOT NULL,
    "match_id" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_active_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "session_count" INTEGER NOT NULL DEFAULT 0,
    "status" "partnership_status" NOT NULL DEFAULT 'active',
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "learning_partnerships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partnership_feedback" (
    "id" SERIAL NOT NULL,
    "partnership_id" INTEGER NOT NULL,
    "reviewer_id" INTEGER NOT NULL,
    "rating" INTEGER NOT NULL,
    "comment" TEXT,
    "would_recommend" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partnership_feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "kind" VARCHAR(50) NOT NULL,
    "event_key" VARCHAR(100) NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_preferences" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "direct_messages" "direct_messages" NOT NULL DEFAULT 'unasked',
    "quiet_from" TIME(0),
    "quiet_to" TIME(0),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_preferences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" SERIAL NOT NULL,
    "handle" VARCHAR(32) NOT NULL,
    "display_name" VARCHAR(80) NOT NULL,
    "email" VARCHAR(254),
    "role" "user_role" NOT NULL DEFAULT 'user',
    "locale" VARCHAR(10) NOT NULL DEFAULT 'en',
    "is_matchable" BOOLEAN NOT NULL DEFAULT false,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "onboarded_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "platform" "platform" NOT NULL,
    "workspace_id" VARCHAR(64) NOT NULL DEFAULT '',
    "external_id" VARCHAR(64) NOT NULL,
    "handle" VARCHAR(80) NOT NULL,
    "display_name" VARCHAR(80) NOT NULL,
    "avatar_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_codes" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "code_hash" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "link_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "communities" (
    "id" SERIAL NOT NULL,
    "platform" "platform" NOT NULL,
    "external_id" VARCHAR(64) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "locale" VARCHAR(10) NOT NULL DEFAULT 'en',
    "timezone" VARCHAR(50) NOT NULL DEFAULT 'UTC',
    "announcement_channel_id" VARCHAR(64),
    "match_scope" "match_scope" NOT NULL DEFAULT 'network',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "communities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" SERIAL NOT NULL,
    "community_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "role" "community_role" NOT NULL DEFAULT 'member',
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installations" (
    "id" SERIAL NOT NULL,
    "community_id" INTEGER NOT NULL,
    "platform" "platform" NOT NULL,
    "team_id" VARCHAR(64) NOT NULL,
    "enterprise_id" VARCHAR(64) NOT NULL DEFAULT '',
    "bot_user_id" VARCHAR(64),
    "scopes" TEXT[],
    "token_cipher" BYTEA NOT NULL,
    "refresh_token_cipher" BYTEA,
    "token_expires_at" TIMESTAMPTZ(3),
    "installed_by_external_id" VARCHAR(64),
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_availability" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "timezone" VARCHAR(50) NOT NULL,
    "preferred_time_start" TIME(0),
    "preferred_time_end" TIME(0),
    "days_available" INTEGER[],
    "is_flexible" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_availability_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "extended_profiles" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "bio" TEXT,
    "avatar_url" TEXT,
    "headline" VARCHAR(200),
    "location" VARCHAR(100),
    "website" VARCHAR(200),
    "linked_in" VARCHAR(200),
    "github" VARCHAR(200),
    "languages" VARCHAR(50)[],
    "interests" INTEGER[],
    "is_open_to_mentoring" BOOLEAN NOT NULL DEFAULT false,
    "is_seeking_mentor" BOOLEAN NOT NULL DEFAULT false,
    "preferred_session_type" "session_type" NOT NULL DEFAULT 'any',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "extended_profiles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference_data" (
    "name" VARCHAR(50) NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reference_data_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "resources" (
    "id" SERIAL NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "type" "resource_type" NOT NULL,
    "url" TEXT,
    "thumbnail_url" TEXT,
    "category_id" INTEGER,
    "uploaded_by" INTEGER,
    "is_premium" BOOLEAN NOT NULL DEFAULT false,
    "is_public" BOOLEAN NOT NULL DEFAULT true,
    "view_count" INTEGER NOT NULL DEFAULT 0,
    "download_count" INTEGER NOT NULL DEFAULT 0,
    "tags" VARCHAR(50)[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource_ratings" (
    "id" SERIAL NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "rating" INTEGER NOT NULL,
    "review" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "resource_ratings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource_comments" (
    "id" SERIAL NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "user_id" INTEGER,
    "parent_id" INTEGER,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learning_rooms" (
    "id" SERIAL NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "host_id" INTEGER,
    "category_id" INTEGER,
    "partnership_id" INTEGER,
    "community_id" INTEGER,
    "max_participants" INTEGER NOT NULL DEFAULT 10,
    "is_premium" BOOLEAN NOT NULL DEFAULT false,
    "is_public" BOOLEAN NOT NULL DEFAULT true,
    "status" "room_status" NOT NULL DEFAULT 'waiting',
    "voice_channel_id" VARCHAR(64),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "learning_rooms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_participants" (
    "id" SERIAL NOT NULL,
    "room_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "role" "room_role" NOT NULL DEFAULT 'participant',
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_participants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_attendances" (
    "id" SERIAL NOT NULL,
    "room_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "source" "presence_source" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_attendances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_messages" (
    "id" SERIAL NOT NULL,
    "room_id" INTEGER NOT NULL,
    "author_id" INTEGER,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_invitations" (
    "id" SERIAL NOT NULL,
    "room_id" INTEGER NOT NULL,
    "inviter_id" INTEGER,
    "invitee_id" INTEGER,
    "token_hash" VARCHAR(64) NOT NULL,
    "status" "invitation_status" NOT NULL DEFAULT 'pending',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_boards" (
    "id" SERIAL NOT NULL,
    "room_id" INTEGER NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_boards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "board_snapshots" (
    "id" SERIAL NOT NULL,
    "board_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "elements" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "board_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "id" SERIAL NOT NULL,
    "blocker_id" INTEGER NOT NULL,
    "blocked_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" SERIAL NOT NULL,
    "reporter_id" INTEGER,
    "reported_id" INTEGER,
    "reason" VARCHAR(50) NOT NULL,
    "details" TEXT,
    "status" "report_status" NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_sessions" (
    "id" SERIAL NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "host_id" INTEGER,
    "category_id" INTEGER,
    "partnership_id" INTEGER,
    "room_id" INTEGER,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "timezone" VARCHAR(50) NOT NULL DEFAULT 'UTC',
    "duration" INTEGER NOT NULL,
    "max_participants" INTEGER NOT NULL DEFAULT 10,
    "is_premium" BOOLEAN NOT NULL DEFAULT false,
    "meeting_link" VARCHAR(500),
    "status" "session_status" NOT NULL DEFAULT 'scheduled',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scheduled_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_participants" (
    "id" SERIAL NOT NULL,
    "session_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "status" "attendance_status" NOT NULL DEFAULT 'invited',
    "reminder_sent" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_participants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skill_categories" (
    "id" SERIAL NOT NULL,
    "parent_id" INTEGER,
    "name" VARCHAR(100) NOT NULL,
    "slug" VARCHAR(100) NOT NULL,
    "description" TEXT,
    "icon" VARCHAR(50),
    "color" VARCHAR(7),
    "type" "skill_type" NOT NULL,
    "is_premium" BOOLEAN NOT NULL DEFAULT false,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "skill_categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skill_aliases" (
    "id" SERIAL NOT NULL,
    "category_id" INTEGER NOT NULL,
    "alias" VARCHAR(100) NOT NULL,
    "locale" VARCHAR(10) NOT NULL DEFAULT '',

    CONSTRAINT "skill_aliases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skill_relations" (
    "category_id" INTEGER NOT NULL,
    "related_id" INTEGER NOT NULL,

    CONSTRAINT "skill_relations_pkey" PRIMARY KEY ("category_id","related_id")
);

-- CreateTable
CREATE TABLE "user_skills" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "category_id" INTEGER NOT NULL,
    "type" "skill_kind" NOT NULL,
    "proficiency_level" INTEGER NOT NULL,
    "years_experience" INTEGER,
    "description" TEXT,
    "is_verified" BOOLEAN NOT NULL DEFAULT false,
    "endorsement_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_skills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skill_endorsements" (
    "id" SERIAL NOT NULL,
    "skill_id" INTEGER NOT NULL,
    "endorser_id" INTEGER NOT NULL,
    "comment" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "skill_endorsements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_plans" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(50) NOT NULL,
    "description" TEXT,
    "price_monthly" DECIMAL(10,2),
    "price_yearly" DECIMAL(10,2),
    "features" JSONB NOT NULL DEFAULT '{}',
    "max_skills" INTEGER NOT NULL,
    "max_matches_per_day" INTEGER NOT NULL,
    "max_rooms" INTEGER NOT NULL,
    "max_participants_per_room" INTEGER NOT NULL,
    "has_verified_badges" BOOLEAN NOT NULL DEFAULT false,
    "has_advanced_matching" BOOLEAN NOT NULL DEFAULT false,
    "has_premium_content" BOOLEAN NOT NULL DEFAULT false,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscription_plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_subscriptions" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "status" "subscription_status" NOT NULL DEFAULT 'active',
    "external_id" VARCHAR(100),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "auto_renew" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payments" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER,
    "subscription_id" INTEGER,
    "amount" DECIMAL(10,2) NOT NULL,
    "currency" VARCHAR(3) NOT NULL DEFAULT 'USD',
    "payment_method" VARCHAR(50),
    "transaction_id" VARCHAR(100),
    "status" "payment_status" NOT NULL DEFAULT 'pending',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_events" (
    "id" SERIAL NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "event_id" VARCHAR(200) NOT NULL,
    "type" VARCHAR(100) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_counters" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "usage_counters_pkey" PRIMARY KEY ("user_id","day","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "achievements_code_key" ON "achievements"("code");

-- CreateIndex
CREATE INDEX "user_achievements_achievement_id_idx" ON "user_achievements"("achievement_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_achievements_user_id_achievement_id_key" ON "user_achievements"("user_id", "achievement_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_xp_user_id_key" ON "user_xp"("user_id");

-- CreateIndex
CREATE INDEX "user_xp_total_xp_user_id_idx" ON "user_xp"("total_xp" DESC, "user_id");

-- CreateIndex
CREATE INDEX "xp_entries_created_at_user_id_idx" ON "xp_entries"("created_at", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "xp_entries_user_id_event_key_key" ON "xp_entries"("user_id", "event_key");

-- CreateIndex
CREATE UNIQUE INDEX "badges_name_key" ON "badges"("name");

-- CreateIndex
CREATE INDEX "user_badges_badge_id_idx" ON "user_badges"("badge_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_badges_user_id_badge_id_key" ON "user_badges"("user_id", "badge_id");

-- CreateIndex
CREATE INDEX "messages_partnership_id_id_idx" ON "messages"("partnership_id", "id");

-- CreateIndex
CREATE INDEX "messages_sender_id_idx" ON "messages"("sender_id");

-- CreateIndex
CREATE INDEX "bottles_author_id_created_at_idx" ON "bottles"("author_id", "created_at");

-- CreateIndex
CREATE INDEX "bottles_status_expires_at_idx" ON "bottles"("status", "expires_at");

-- CreateIndex
CREATE INDEX "bottles_category_id_idx" ON "bottles"("category_id");

-- CreateIndex
CREATE INDEX "bottle_drifts_user_id_status_idx" ON "bottle_drifts"("user_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "bottle_drifts_bottle_id_user_id_key" ON "bottle_drifts"("bottle_id", "user_id");

-- CreateIndex
CREATE INDEX "learning_goals_user_id_is_active_target_date_idx" ON "learning_goals"("user_id", "is_active", "target_date");

-- CreateIndex
CREATE INDEX "learning_goals_category_id_idx" ON "learning_goals"("category_id");

-- CreateIndex
CREATE INDEX "learning_matches_user_id_1_status_created_at_idx" ON "learning_matches"("user_id_1", "status", "created_at");

-- CreateIndex
CREATE INDEX "learning_matches_user_id_2_status_created_at_idx" ON "learning_matches"("user_id_2", "status", "created_at");

-- CreateIndex
CREATE INDEX "learning_matches_status_expires_at_idx" ON "learning_matches"("status", "expires_at");

-- CreateIndex
CREATE INDEX "learning_matches_requested_by_id_idx" ON "learning_matches"("requested_by_id");

-- CreateIndex
CREATE INDEX "learning_matches_declined_by_id_idx" ON "learning_matches"("declined_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "learning_matches_user_id_1_user_id_2_key" ON "learning_matches"("user_id_1", "user_id_2");

-- CreateIndex
CREATE UNIQUE INDEX "learning_partnerships_match_id_key" ON "learning_partnerships"("match_id");

-- CreateIndex
CREATE INDEX "learning_partnerships_user_id_1_status_last_active_at_idx" ON "learning_partnerships"("user_id_1", "status", "last_active_at");

-- CreateIndex
CREATE INDEX "learning_partnerships_user_id_2_status_last_active_at_idx" ON "learning_partnerships"("user_id_2", "status", "last_active_at");

-- CreateIndex
CREATE UNIQUE INDEX "learning_partnerships_user_id_1_user_id_2_key" ON "learning_partnerships"("user_id_1", "user_id_2");

-- CreateIndex
CREATE INDEX "partnership_feedback_partnership_id_created_at_idx" ON "partnership_feedback"("partnership_id", "created_at");

-- CreateIndex
CREATE INDEX "partnership_feedback_reviewer_id_idx" ON "partnership_feedback"("reviewer_id");

-- CreateIndex
CREATE INDEX "notifications_user_id_id_idx" ON "notifications"("user_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_user_id_event_key_key" ON "notifications"("user_id", "event_key");

-- CreateIndex
CREATE UNIQUE INDEX "notification_preferences_user_id_key" ON "notification_preferences"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_handle_key" ON "users"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "identities_user_id_idx" ON "identities"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_platform_workspace_id_external_id_key" ON "identities"("platform", "workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_codes_code_hash_key" ON "link_codes"("code_hash");

-- CreateIndex
CREATE INDEX "link_codes_user_id_idx" ON "link_codes"("user_id");

-- CreateIndex
CREATE INDEX "link_codes_expires_at_idx" ON "link_codes"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "communities_platform_external_id_key" ON "communities"("platform", "external_id");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_community_id_user_id_key" ON "memberships"("community_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "installations_community_id_key" ON "installations"("community_id");

-- CreateIndex
CREATE UNIQUE INDEX "installations_platform_team_id_enterprise_id_key" ON "installations"("platform", "team_id", "enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_availability_user_id_key" ON "user_availability"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "extended_profiles_user_id_key" ON "extended_profiles"("user_id");

-- CreateIndex
CREATE INDEX "resources_category_id_type_created_at_idx" ON "resources"("category_id", "type", "created_at");

-- CreateIndex
CREATE INDEX "resources_type_created_at_idx" ON "resources"("type", "created_at");

-- CreateIndex
CREATE INDEX "resources_uploaded_by_idx" ON "resources"("uploaded_by");

-- CreateIndex
CREATE INDEX "resource_ratings_user_id_idx" ON "resource_ratings"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "resource_ratings_resource_id_user_id_key" ON "resource_ratings"("resource_id", "user_id");

-- CreateIndex
CREATE INDEX "resource_comments_resource_id_created_at_idx" ON "resource_comments"("resource_id", "created_at");

-- CreateIndex
CREATE INDEX "resource_comments_parent_id_idx" ON "resource_comments"("parent_id");

-- CreateIndex
CREATE INDEX "resource_comments_user_id_idx" ON "resource_comments"("user_id");

-- CreateIndex
CREATE INDEX "learning_rooms_is_public_status_created_at_idx" ON "learning_rooms"("is_public", "status", "created_at");

-- CreateIndex
CREATE INDEX "learning_rooms_host_id_created_at_idx" ON "learning_rooms"("host_id", "created_at");

-- CreateIndex
CREATE INDEX "learning_rooms_category_id_status_idx" ON "learning_rooms"("category_id", "status");

-- CreateIndex
CREATE INDEX "learning_rooms_partnership_id_created_at_idx" ON "learning_rooms"("partnership_id", "created_at");

-- CreateIndex
CREATE INDEX "learning_rooms_community_id_idx" ON "learning_rooms"("community_id");

-- CreateIndex
CREATE INDEX "room_participants_user_id_joined_at_idx" ON "room_participants"("user_id", "joined_at");

-- CreateIndex
CREATE UNIQUE INDEX "room_participants_room_id_user_id_key" ON "room_participants"("room_id", "user_id");

-- CreateIndex
CREATE INDEX "room_attendances_room_id_user_id_started_at_idx" ON "room_attendances"("room_id", "user_id", "started_at");

-- CreateIndex
CREATE INDEX "room_attendances_user_id_started_at_idx" ON "room_attendances"("user_id", "started_at");

-- CreateIndex
CREATE INDEX "room_messages_room_id_id_idx" ON "room_messages"("room_id", "id");

-- CreateIndex
CREATE INDEX "room_messages_author_id_idx" ON "room_messages"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_invitations_token_hash_key" ON "room_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "room_invitations_room_id_status_idx" ON "room_invitations"("room_id", "status");

-- CreateIndex
CREATE INDEX "room_invitations_invitee_id_status_idx" ON "room_invitations"("invitee_id", "status");

-- CreateIndex
CREATE INDEX "room_invitations_inviter_id_idx" ON "room_invitations"("inviter_id");

-- CreateIndex
CREATE INDEX "room_boards_room_id_position_idx" ON "room_boards"("room_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "board_snapshots_board_id_sequence_key" ON "board_snapshots"("board_id", "sequence");

-- CreateIndex
CREATE INDEX "blocks_blocked_id_idx" ON "blocks"("blocked_id");

-- CreateIndex
CREATE UNIQUE INDEX "blocks_blocker_id_blocked_id_key" ON "blocks"("blocker_id", "blocked_id");

-- CreateIndex
CREATE INDEX "reports_status_created_at_idx" ON "reports"("status", "created_at");

-- CreateIndex
CREATE INDEX "reports_reporter_id_idx" ON "reports"("reporter_id");

-- CreateIndex
CREATE INDEX "reports_reported_id_idx" ON "reports"("reported_id");

-- CreateIndex
CREATE INDEX "scheduled_sessions_status_scheduled_at_idx" ON "scheduled_sessions"("status", "scheduled_at");

-- CreateIndex
CREATE INDEX "scheduled_sessions_host_id_scheduled_at_idx" ON "scheduled_sessions"("host_id", "scheduled_at");

-- CreateIndex
CREATE INDEX "scheduled_sessions_category_id_scheduled_at_idx" ON "scheduled_sessions"("category_id", "scheduled_at");

-- CreateIndex
CREATE INDEX "scheduled_sessions_partnership_id_scheduled_at_idx" ON "scheduled_sessions"("partnership_id", "scheduled_at");

-- CreateIndex
CREATE INDEX "scheduled_sessions_room_id_idx" ON "scheduled_sessions"("room_id");

-- CreateIndex
CREATE INDEX "session_participants_user_id_status_idx" ON "session_participants"("user_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "session_participants_session_id_user_id_key" ON "session_participants"("session_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "skill_categories_slug_key" ON "skill_categories"("slug");

-- CreateIndex
CREATE INDEX "skill_categories_parent_id_sort_order_idx" ON "skill_categories"("parent_id", "sort_order");

-- CreateIndex
CREATE INDEX "skill_categories_type_sort_order_idx" ON "skill_categories"("type", "sort_order");

-- CreateIndex
CREATE UNIQUE INDEX "skill_aliases_category_id_alias_key" ON "skill_aliases"("category_id", "alias");

-- CreateIndex
CREATE INDEX "skill_relations_related_id_idx" ON "skill_relations"("related_id");

-- CreateIndex
CREATE INDEX "user_skills_category_id_type_endorsement_count_id_idx" ON "user_skills"("category_id", "type", "endorsement_count" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "user_skills_user_id_category_id_type_key" ON "user_skills"("user_id", "category_id", "type");

-- CreateIndex
CREATE INDEX "skill_endorsements_endorser_id_idx" ON "skill_endorsements"("endorser_id");

-- CreateIndex
CREATE UNIQUE INDEX "skill_endorsements_skill_id_endorser_id_key" ON "skill_endorsements"("skill_id", "endorser_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_plans_name_key" ON "subscription_plans"("name");

-- CreateIndex
CREATE UNIQUE INDEX "user_subscriptions_external_id_key" ON "user_subscriptions"("external_id");

-- CreateIndex
CREATE INDEX "user_subscriptions_user_id_status_idx" ON "user_subscriptions"("user_id", "status");

-- CreateIndex
CREATE INDEX "user_subscriptions_plan_id_idx" ON "user_subscriptions"("plan_id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_transaction_id_key" ON "payments"("transaction_id");

-- CreateIndex
CREATE INDEX "payments_user_id_created_at_idx" ON "payments"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "payments_subscription_id_idx" ON "payments"("subscription_id");

-- CreateIndex
CREATE INDEX "webhook_events_received_at_idx" ON "webhook_events"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_events_provider_event_id_key" ON "webhook_events"("provider", "event_id");

-- CreateIndex
CREATE INDEX "usage_counters_day_idx" ON "usage_counters"("day");

-- AddForeignKey
ALTER TABLE "user_achievements" ADD CONSTRAINT "user_achievements_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_achievements" ADD CONSTRAINT "user_achievements_achievement_id_fkey" FOREIGN KEY ("achievement_id") REFERENCES "achievements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_xp" ADD CONSTRAINT "user_xp_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "xp_entries" ADD CONSTRAINT "xp_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_badges" ADD CONSTRAINT "user_badges_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_badges" ADD CONSTRAINT "user_badges_badge_id_fkey" FOREIGN KEY ("badge_id") REFERENCES "badges"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_partnership_id_fkey" FOREIGN KEY ("partnership_id") REFERENCES "learning_partnerships"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottles" ADD CONSTRAINT "bottles_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottles" ADD CONSTRAINT "bottles_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottle_drifts" ADD CONSTRAINT "bottle_drifts_bottle_id_fkey" FOREIGN KEY ("bottle_id") REFERENCES "bottles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottle_drifts" ADD CONSTRAINT "bottle_drifts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_goals" ADD CONSTRAINT "learning_goals_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_goals" ADD CONSTRAINT "learning_goals_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_matches" ADD CONSTRAINT "learning_matches_user_id_1_fkey" FOREIGN KEY ("user_id_1") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_matches" ADD CONSTRAINT "learning_matches_user_id_2_fkey" FOREIGN KEY ("user_id_2") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_matches" ADD CONSTRAINT "learning_matches_requested_by_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_matches" ADD CONSTRAINT "learning_matches_declined_by_id_fkey" FOREIGN KEY ("declined_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_partnerships" ADD CONSTRAINT "learning_partnerships_user_id_1_fkey" FOREIGN KEY ("user_id_1") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_partnerships" ADD CONSTRAINT "learning_partnerships_user_id_2_fkey" FOREIGN KEY ("user_id_2") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_partnerships" ADD CONSTRAINT "learning_partnerships_match_id_fkey" FOREIGN KEY ("match_id") REFERENCES "learning_matches"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partnership_feedback" ADD CONSTRAINT "partnership_feedback_partnership_id_fkey" FOREIGN KEY ("partnership_id") REFERENCES "learning_partnerships"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partnership_feedback" ADD CONSTRAINT "partnership_feedback_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_codes" ADD CONSTRAINT "link_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "installations" ADD CONSTRAINT "installations_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_availability" ADD CONSTRAINT "user_availability_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extended_profiles" ADD CONSTRAINT "extended_profiles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resources" ADD CONSTRAINT "resources_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resources" ADD CONSTRAINT "resources_uploaded_by_fkey" FOREIGN KEY ("uploaded_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_ratings" ADD CONSTRAINT "resource_ratings_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_ratings" ADD CONSTRAINT "resource_ratings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_comments" ADD CONSTRAINT "resource_comments_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_comments" ADD CONSTRAINT "resource_comments_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_comments" ADD CONSTRAINT "resource_comments_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "resource_comments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_partnership_id_fkey" FOREIGN KEY ("partnership_id") REFERENCES "learning_partnerships"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_participants" ADD CONSTRAINT "room_participants_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_participants" ADD CONSTRAINT "room_participants_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_attendances" ADD CONSTRAINT "room_attendances_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_attendances" ADD CONSTRAINT "room_attendances_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_messages" ADD CONSTRAINT "room_messages_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_messages" ADD CONSTRAINT "room_messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_invitations" ADD CONSTRAINT "room_invitations_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_invitations" ADD CONSTRAINT "room_invitations_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_invitations" ADD CONSTRAINT "room_invitations_invitee_id_fkey" FOREIGN KEY ("invitee_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_boards" ADD CONSTRAINT "room_boards_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "board_snapshots" ADD CONSTRAINT "board_snapshots_board_id_fkey" FOREIGN KEY ("board_id") REFERENCES "room_boards"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocker_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_fkey" FOREIGN KEY ("blocked_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_reported_id_fkey" FOREIGN KEY ("reported_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_partnership_id_fkey" FOREIGN KEY ("partnership_id") REFERENCES "learning_partnerships"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "learning_rooms"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_participants" ADD CONSTRAINT "session_participants_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "scheduled_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_participants" ADD CONSTRAINT "session_participants_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_categories" ADD CONSTRAINT "skill_categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "skill_categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_aliases" ADD CONSTRAINT "skill_aliases_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_relations" ADD CONSTRAINT "skill_relations_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_relations" ADD CONSTRAINT "skill_relations_related_id_fkey" FOREIGN KEY ("related_id") REFERENCES "skill_categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "skill_categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_endorsements" ADD CONSTRAINT "skill_endorsements_skill_id_fkey" FOREIGN KEY ("skill_id") REFERENCES "user_skills"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill_endorsements" ADD CONSTRAINT "skill_endorsements_endorser_id_fkey" FOREIGN KEY ("endorser_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_subscriptions" ADD CONSTRAINT "user_subscriptions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_subscriptions" ADD CONSTRAINT "user_subscriptions_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "subscription_plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "user_subscriptions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_counters" ADD CONSTRAINT "usage_counters_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: the ranges of the specification, and what must hold of any row.
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_proficiency_level_check" CHECK ("proficiency_level" BETWEEN 1 AND 10);
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_years_experience_check" CHECK ("years_experience" BETWEEN 0 AND 100);
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_endorsement_count_check" CHECK ("endorsement_count" >= 0);
ALTER TABLE "learning_goals" ADD CONSTRAINT "learning_goals_progress_check" CHECK ("progress" BETWEEN 0 AND 100);
ALTER TABLE "user_availability" ADD CONSTRAINT "user_availability_days_available_check" CHECK ("days_available" <@ ARRAY[0, 1, 2, 3, 4, 5, 6]);
ALTER TABLE "skill_categories" ADD CONSTRAINT "skill_categories_parent_id_check" CHECK ("parent_id" <> "id");
ALTER TABLE "skill_categories" ADD CONSTRAINT "skill_categories_color_check" CHECK ("color" ~ '^#[0-9A-Fa-f]{6}$');
ALTER TABLE "learning_matches" ADD CONSTRAINT "learning_matches_pair_check" CHECK ("user_id_1" < "user_id_2");
ALTER TABLE "learning_matches" ADD CONSTRAINT "learning_matches_scores_check" CHECK (
  "compatibility_score" BETWEEN 0 AND 100 AND "interest_score" BETWEEN 0 AND 100 AND
  "complementarity_score" BETWEEN 0 AND 100 AND "goal_score" BETWEEN 0 AND 100 AND "timezone_score" BETWEEN 0 AND 100
);
ALTER TABLE "learning_partnerships" ADD CONSTRAINT "learning_partnerships_pair_check" CHECK ("user_id_1" < "user_id_2");
ALTER TABLE "learning_partnerships" ADD CONSTRAINT "learning_partnerships_session_count_check" CHECK ("session_count" >= 0);
ALTER TABLE "partnership_feedback" ADD CONSTRAINT "partnership_feedback_rating_check" CHECK ("rating" BETWEEN 1 AND 5);
ALTER TABLE "learning_rooms" ADD CONSTRAINT "learning_rooms_max_participants_check" CHECK ("max_participants" BETWEEN 2 AND 50);
ALTER TABLE "room_attendances" ADD CONSTRAINT "room_attendances_interval_check" CHECK ("seen_at" >= "started_at" AND "ended_at" >= "started_at");
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_duration_check" CHECK ("duration" BETWEEN 15 AND 240);
ALTER TABLE "scheduled_sessions" ADD CONSTRAINT "scheduled_sessions_max_participants_check" CHECK ("max_participants" BETWEEN 2 AND 50);
ALTER TABLE "achievements" ADD CONSTRAINT "achievements_xp_reward_check" CHECK ("xp_reward" >= 0);
ALTER TABLE "user_xp" ADD CONSTRAINT "user_xp_sums_check" CHECK (
  "total_xp" >= 0 AND "teaching_xp" >= 0 AND "learning_xp" >= 0 AND "level" >= 1 AND "streak_days" >= 0
);
ALTER TABLE "resource_ratings" ADD CONSTRAINT "resource_ratings_rating_check" CHECK ("rating" BETWEEN 1 AND 5);
ALTER TABLE "subscription_plans" ADD CONSTRAINT "subscription_plans_prices_check" CHECK ("price_monthly" >= 0 AND "price_yearly" >= 0);
ALTER TABLE "payments" ADD CONSTRAINT "payments_amount_check" CHECK ("amount" >= 0);
ALTER TABLE "payments" ADD CONSTRAINT "payments_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$');
ALTER TABLE "usage_counters" ADD CONSTRAINT "usage_counters_used_check" CHECK ("used" >= 0);
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_pair_check" CHECK ("blocker_id" <> "blocked_id");
ALTER TABLE "users" ADD CONSTRAINT "users_handle_check" CHECK ("handle" ~ '^[a-z0-9][a-z0-9_.-]{0,31}$');

-- Learners who may be matched at all: the first thing that looking for candidates asks.
CREATE INDEX "users_matchable_idx" ON "users" ("id") WHERE "is_matchable" AND "deleted_at" IS NULL;
