using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Postgres
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
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    said = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
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
