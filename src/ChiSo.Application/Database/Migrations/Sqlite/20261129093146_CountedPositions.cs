using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CountedPositions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_positions_block_id_handed_in",
                table: "positions",
                columns: new[] { "block_id", "handed_in" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_positions_block_id_handed_in",
                table: "positions");
        }
    }
}
