using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PublishSets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "set_drafted_by",
                table: "blocks",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "set_publications",
                columns: table => new
                {
                    block_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    criteria_set_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    published_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_set_publications", x => new { x.block_id, x.criteria_set_id });
                    table.ForeignKey(
                        name: "fk_set_publications_blocks_block_id",
                        column: x => x.block_id,
                        principalTable: "blocks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_set_publications_criteria_sets_criteria_set_id",
                        column: x => x.criteria_set_id,
                        principalTable: "criteria_sets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_set_publications_criteria_set_id",
                table: "set_publications",
                column: "criteria_set_id");

            // The sets of rounds that are open or frozen are in force already.
            migrationBuilder.Sql("""
                INSERT INTO set_publications (block_id, criteria_set_id, proposed_by, proposed_at, published_by, published_at)
                SELECT blocks.id, blocks.criteria_set_id, blocks.set_drafted_by, rounds.imported_at, blocks.set_drafted_by, rounds.imported_at
                FROM blocks JOIN rounds ON rounds.id = blocks.round_id
                WHERE rounds.opened_at IS NOT NULL OR rounds.frozen_at IS NOT NULL
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "set_publications");

            migrationBuilder.DropColumn(
                name: "set_drafted_by",
                table: "blocks");
        }
    }
}
