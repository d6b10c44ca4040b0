using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Council : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "council_meetings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    round_id = table.Column<Guid>(type: "uuid", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    in_writing = table.Column<bool>(type: "boolean", nullable: false),
                    members = table.Column<int>(type: "integer", nullable: false),
                    attendance = table.Column<string>(type: "text", nullable: false),
                    minutes = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_council_meetings", x => x.id);
                    table.ForeignKey(
                        name: "fk_council_meetings_round_round_id",
                        column: x => x.round_id,
                        principalTable: "rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "council_reopenings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    block_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    criterion = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_council_reopenings", x => x.id);
                    table.ForeignKey(
                        name: "fk_council_reopenings_block_units_block_id_unit",
                        columns: x => new { x.block_id, x.unit },
                        principalTable: "block_units",
                        principalColumns: new[] { "block_id", "code" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "council_passes",
                columns: table => new
                {
                    block_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_council_passes", x => x.block_id);
                    table.ForeignKey(
                        name: "fk_council_passes_council_meetings_meeting_id",
                        column: x => x.meeting_id,
                        principalTable: "council_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "council_votes",
                columns: table => new
                {
                    position_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @for = table.Column<int>(name: "for", type: "integer", nullable: false),
                    against = table.Column<int>(type: "integer", nullable: false),
                    abstained = table.Column<int>(type: "integer", nullable: false),
                    by_casting_vote = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_council_votes", x => x.position_id);
                    table.ForeignKey(
                        name: "fk_council_votes_council_meetings_meeting_id",
                        column: x => x.meeting_id,
                        principalTable: "council_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_council_meetings_round_id",
                table: "council_meetings",
                column: "round_id");

            migrationBuilder.CreateIndex(
                name: "ix_council_passes_meeting_id",
                table: "council_passes",
                column: "meeting_id");

            migrationBuilder.CreateIndex(
                name: "ix_council_reopenings_block_id_unit_criterion",
                table: "council_reopenings",
                columns: new[] { "block_id", "unit", "criterion" });

            migrationBuilder.CreateIndex(
                name: "ix_council_votes_meeting_id",
                table: "council_votes",
                column: "meeting_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "council_passes");

            migrationBuilder.DropTable(
                name: "council_reopenings");

            migrationBuilder.DropTable(
                name: "council_votes");

            migrationBuilder.DropTable(
                name: "council_meetings");
        }
    }
}
