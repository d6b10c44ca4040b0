using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FileVerdicts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "file_verdicts",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    said = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_verdicts", x => x.hash);
                });

            migrationBuilder.CreateIndex(
                name: "ix_file_verdicts_due_at",
                table: "file_verdicts",
                column: "due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "file_verdicts");
        }
    }
}
