using ChiSo.Application.Mail;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Mail;

/// <summary>Settings of notices: what is read, and every fault at once with its place.</summary>
public sealed class NoticeFileTests
{
    [Fact]
    public void The_documented_file_is_read()
    {
        NoticeFile.Parse("""
            {
              "address": "https://chiso.example.vn", // comments are allowed
              "mail": { "host": "smtp.example.vn", "port": 465, "security": "tls", "user": "chiso", "from": "ChiSo <chiso@example.vn>" },
              "webhook": { "url": "https://sms.example.vn/chiso" },
            }
            """, "notices.json").TryGet(out var settings).ShouldBeTrue();
        settings.ShouldBe(new("https://chiso.example.vn", new("smtp.example.vn", "ChiSo <chiso@example.vn>", 465, MailSecurity.Tls, "chiso"), new("https://sms.example.vn/chiso")));
        NoticeFile.Parse("""{ "address": "https://a.vn", "mail": { "host": "localhost", "from": "a@b.vn", "security": "none" } }""", "n").TryGet(out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{ "address": "http://chiso.example.vn", "mail": { "host": " ", "port": 0, "from": "chiso" }, "webhook": { "url": "ftp://a" } }""", "n: address|n: webhook.url|n: mail.host|n: mail.port|n: mail.from")]
    [InlineData("""{ "address": "https://a.vn" }""", "n: mail")]
    [InlineData("""{ "address": "https://a.vn", "mail": { "host": "smtp.example.vn", "from": "a@b.vn", "security": "none" } }""", "n: mail.security")]
    [InlineData("""{ "address": "https://a.vn", "password": "x" }""", "n:1")]
    [InlineData("", "n:1")]
    public void Every_fault_is_told_with_its_place(string json, string places)
    {
        var problems = NoticeFile.Parse(json, "n").Problems;
        problems.Select(problem => problem.Where).ShouldBe(places.Split('|'));
        problems.ShouldAllBe(problem => problem.Code == "notices.settings");
    }
}
