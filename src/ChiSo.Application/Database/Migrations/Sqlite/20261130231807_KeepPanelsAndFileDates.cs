using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeepPanelsAndFileDates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "file_date",
                table: "evidence",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "reads_english",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "request_hearings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    held_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    present = table.Column<string>(type: "TEXT", nullable: false),
                    said = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_hearings", x => x.id);
                    table.ForeignKey(
                        name: "fk_request_hearings_review_request_request_id",
                        column: x => x.request_id,
                        principalTable: "review_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "request_opinions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", nullable: false),
                    entry = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_opinions", x => x.id);
                    table.ForeignKey(
                        name: "fk_request_opinions_review_request_request_id",
                        column: x => x.request_id,
                        principalTable: "review_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "request_overrides",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ground = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    approved_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    approved_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_overrides", x => x.id);
                    table.ForeignKey(
                        name: "fk_request_overrides_review_request_request_id",
                        column: x => x.request_id,
                        principalTable: "review_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "request_panelists",
                columns: table => new
                {
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_panelists", x => new { x.request_id, x.account });
                    table.ForeignKey(
                        name: "fk_request_panelists_review_request_request_id",
                        column: x => x.request_id,
                        principalTable: "review_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "request_files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hearing_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    file_hash = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    file_length = table.Column<long>(type: "INTEGER", nullable: false),
                    media_type = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_files", x => x.id);
                    table.ForeignKey(
                        name: "fk_request_files_request_hearing_hearing_id",
                        column: x => x.hearing_id,
                        principalTable: "request_hearings",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_request_files_review_request_request_id",
                        column: x => x.request_id,
                        principalTable: "review_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_request_files_hearing_id",
                table: "request_files",
                column: "hearing_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_files_request_id",
                table: "request_files",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_hearings_request_id",
                table: "request_hearings",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_opinions_request_id",
                table: "request_opinions",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_overrides_request_id",
                table: "request_overrides",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_request_panelists_account",
                table: "request_panelists",
                column: "account");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "request_files");

            migrationBuilder.DropTable(
                name: "request_opinions");

            migrationBuilder.DropTable(
                name: "request_overrides");

            migrationBuilder.DropTable(
                name: "request_panelists");

            migrationBuilder.DropTable(
                name: "request_hearings");

            migrationBuilder.DropColumn(
                name: "file_date",
                table: "evidence");

            migrationBuilder.DropColumn(
                name: "reads_english",
                table: "accounts");
        }
    }
}
