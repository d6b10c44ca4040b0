using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChiSo.Application.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class KeepOwnInterestsAndStandIns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_interests",
                table: "interests");

            migrationBuilder.AddColumn<string>(
                name: "stand_ins",
                table: "review_requests",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "place",
                table: "request_panelists",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "withdrawal_reason",
                table: "request_hearings",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "withdrawn_at",
                table: "request_hearings",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "withdrawn_by",
                table: "request_hearings",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "account",
                table: "interests",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddPrimaryKey(
                name: "pk_interests",
                table: "interests",
                columns: new[] { "round_id", "agency", "unit", "account" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_interests",
                table: "interests");

            migrationBuilder.DropColumn(
                name: "stand_ins",
                table: "review_requests");

            migrationBuilder.DropColumn(
                name: "place",
                table: "request_panelists");

            migrationBuilder.DropColumn(
                name: "withdrawal_reason",
                table: "request_hearings");

            migrationBuilder.DropColumn(
                name: "withdrawn_at",
                table: "request_hearings");

            migrationBuilder.DropColumn(
                name: "withdrawn_by",
                table: "request_hearings");

            migrationBuilder.DropColumn(
                name: "account",
                table: "interests");

            migrationBuilder.AddPrimaryKey(
                name: "pk_interests",
                table: "interests",
                columns: new[] { "round_id", "agency", "unit" });
        }
    }
}
