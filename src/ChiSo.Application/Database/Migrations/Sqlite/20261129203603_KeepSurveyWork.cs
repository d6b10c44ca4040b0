using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeepSurveyWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "end_approved_at",
                table: "pauses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "end_approved_by",
                table: "pauses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "end_ground",
                table: "pauses",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "end_proposed_at",
                table: "pauses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "end_proposed_by",
                table: "pauses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ends_early",
                table: "pauses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "survey_addresses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    survey_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invitation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    reminded = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_addresses", x => x.id);
                    table.ForeignKey(
                        name: "fk_survey_addresses_survey_invitations_invitation_id",
                        column: x => x.invitation_id,
                        principalTable: "survey_invitations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_survey_addresses_surveys_survey_id",
                        column: x => x.survey_id,
                        principalTable: "surveys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "survey_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    figures = table.Column<string>(type: "TEXT", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    imported_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "survey_kiosks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    survey_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    key_hash = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_kiosks", x => x.id);
                    table.ForeignKey(
                        name: "fk_survey_kiosks_surveys_survey_id",
                        column: x => x.survey_id,
                        principalTable: "surveys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_survey_addresses_invitation_id",
                table: "survey_addresses",
                column: "invitation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_survey_addresses_survey_id",
                table: "survey_addresses",
                column: "survey_id");

            migrationBuilder.CreateIndex(
                name: "ix_survey_imports_code",
                table: "survey_imports",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_survey_kiosks_key_hash",
                table: "survey_kiosks",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_survey_kiosks_survey_id",
                table: "survey_kiosks",
                column: "survey_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "survey_addresses");

            migrationBuilder.DropTable(
                name: "survey_imports");

            migrationBuilder.DropTable(
                name: "survey_kiosks");

            migrationBuilder.DropColumn(
                name: "end_approved_at",
                table: "pauses");

            migrationBuilder.DropColumn(
                name: "end_approved_by",
                table: "pauses");

            migrationBuilder.DropColumn(
                name: "end_ground",
                table: "pauses");

            migrationBuilder.DropColumn(
                name: "end_proposed_at",
                table: "pauses");

            migrationBuilder.DropColumn(
                name: "end_proposed_by",
                table: "pauses");

            migrationBuilder.DropColumn(
                name: "ends_early",
                table: "pauses");
        }
    }
}
