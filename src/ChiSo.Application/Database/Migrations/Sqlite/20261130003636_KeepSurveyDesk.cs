using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeepSurveyDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "area",
                table: "mandates",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "survey",
                table: "mandates",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "feed_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: false),
                    key_hash = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_feed_keys_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "field_areas",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    survey_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    groups = table.Column<string>(type: "TEXT", nullable: false),
                    quotas = table.Column<string>(type: "TEXT", nullable: false),
                    pay_respondent = table.Column<long>(type: "INTEGER", nullable: false),
                    pay_interviewer = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_areas", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_areas_surveys_survey_id",
                        column: x => x.survey_id,
                        principalTable: "surveys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "survey_devices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    survey_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    holder = table.Column<string>(type: "TEXT", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_devices", x => x.id);
                    table.ForeignKey(
                        name: "fk_survey_devices_surveys_survey_id",
                        column: x => x.survey_id,
                        principalTable: "surveys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "survey_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    declaration = table.Column<string>(type: "TEXT", nullable: false),
                    form = table.Column<byte[]>(type: "BLOB", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_proposals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "field_draws",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    area_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    share = table.Column<int>(type: "INTEGER", nullable: false),
                    seed = table.Column<string>(type: "TEXT", nullable: false),
                    frame_hash = table.Column<string>(type: "TEXT", nullable: false),
                    visits = table.Column<int>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_draws", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_draws_field_areas_area_id",
                        column: x => x.area_id,
                        principalTable: "field_areas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "field_interviewers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    survey_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    area_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_interviewers", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_interviewers_field_areas_area_id",
                        column: x => x.area_id,
                        principalTable: "field_areas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "field_assignments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invitation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    interviewer_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_assignments", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_assignments_field_interviewer_interviewer_id",
                        column: x => x.interviewer_id,
                        principalTable: "field_interviewers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_field_assignments_survey_invitations_invitation_id",
                        column: x => x.invitation_id,
                        principalTable: "survey_invitations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "field_handovers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    area_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    interviewer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    is_back = table.Column<bool>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    slips = table.Column<int>(type: "INTEGER", nullable: false),
                    forms = table.Column<int>(type: "INTEGER", nullable: false),
                    spoiled = table.Column<int>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_handovers", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_handovers_field_areas_area_id",
                        column: x => x.area_id,
                        principalTable: "field_areas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_field_handovers_field_interviewer_interviewer_id",
                        column: x => x.interviewer_id,
                        principalTable: "field_interviewers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "field_rechecks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    area_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    draw = table.Column<int>(type: "INTEGER", nullable: false),
                    invitation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    interviewer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visited = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_rechecks", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_rechecks_field_areas_area_id",
                        column: x => x.area_id,
                        principalTable: "field_areas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_field_rechecks_field_interviewers_interviewer_id",
                        column: x => x.interviewer_id,
                        principalTable: "field_interviewers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_field_rechecks_survey_invitations_invitation_id",
                        column: x => x.invitation_id,
                        principalTable: "survey_invitations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "field_visits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invitation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    interviewer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: false),
                    framed = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_visits", x => x.id);
                    table.ForeignKey(
                        name: "fk_field_visits_field_interviewers_interviewer_id",
                        column: x => x.interviewer_id,
                        principalTable: "field_interviewers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_field_visits_survey_invitations_invitation_id",
                        column: x => x.invitation_id,
                        principalTable: "survey_invitations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_feed_keys_account_id",
                table: "feed_keys",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_feed_keys_key_hash",
                table: "feed_keys",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_areas_survey_id_code",
                table: "field_areas",
                columns: new[] { "survey_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_assignments_interviewer_id",
                table: "field_assignments",
                column: "interviewer_id");

            migrationBuilder.CreateIndex(
                name: "ix_field_assignments_invitation_id",
                table: "field_assignments",
                column: "invitation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_draws_area_id_number",
                table: "field_draws",
                columns: new[] { "area_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_handovers_area_id_number",
                table: "field_handovers",
                columns: new[] { "area_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_handovers_interviewer_id",
                table: "field_handovers",
                column: "interviewer_id");

            migrationBuilder.CreateIndex(
                name: "ix_field_interviewers_area_id_account_id",
                table: "field_interviewers",
                columns: new[] { "area_id", "account_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_interviewers_survey_id_number",
                table: "field_interviewers",
                columns: new[] { "survey_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_rechecks_area_id",
                table: "field_rechecks",
                column: "area_id");

            migrationBuilder.CreateIndex(
                name: "ix_field_rechecks_interviewer_id",
                table: "field_rechecks",
                column: "interviewer_id");

            migrationBuilder.CreateIndex(
                name: "ix_field_rechecks_invitation_id",
                table: "field_rechecks",
                column: "invitation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_field_visits_interviewer_id",
                table: "field_visits",
                column: "interviewer_id");

            migrationBuilder.CreateIndex(
                name: "ix_field_visits_invitation_id_number",
                table: "field_visits",
                columns: new[] { "invitation_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_survey_devices_survey_id_name",
                table: "survey_devices",
                columns: new[] { "survey_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_survey_proposals_code",
                table: "survey_proposals",
                column: "code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feed_keys");

            migrationBuilder.DropTable(
                name: "field_assignments");

            migrationBuilder.DropTable(
                name: "field_draws");

            migrationBuilder.DropTable(
                name: "field_handovers");

            migrationBuilder.DropTable(
                name: "field_rechecks");

            migrationBuilder.DropTable(
                name: "field_visits");

            migrationBuilder.DropTable(
                name: "survey_devices");

            migrationBuilder.DropTable(
                name: "survey_proposals");

            migrationBuilder.DropTable(
                name: "field_interviewers");

            migrationBuilder.DropTable(
                name: "field_areas");

            migrationBuilder.DropColumn(
                name: "area",
                table: "mandates");

            migrationBuilder.DropColumn(
                name: "survey",
                table: "mandates");
        }
    }
}
