using ChiSo.Application.People;
using ChiSo.Application.People.SingleSignOn;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.People;

/// <summary>The settings of single sign-on: what is refused, and what claims give.</summary>
public sealed class SignOnFileTests
{
    private const string Good = """
        {
          "name": { "vi": "Một", "en": "One" }, "authority": "https://sso.example", "clientId": "chiso", "account": { "claim": "sub", "field": "userName" },
          "roles": { "claim": "groups", "values": { "officer": "unitOfficer", "audit": "auditor" } },
          "units": { "claim": "unit", "values": { "A": "noivu", "B": "tuphap" } }, "secondFactor": ["mfa", "hwk"]
        }
        """;

    [Theory]
    [InlineData("\"en\": \"One\"", "\"en\": \" \"", "sign-on.json: name")]
    [InlineData("https://sso.example", "http://sso.example", "sign-on.json: authority")]
    [InlineData("https://sso.example", "sso.example", "sign-on.json: authority")]
    [InlineData("\"clientId\": \"chiso\"", "\"clientId\": \"chiso\", \"address\": \"http://chiso.example\"", "sign-on.json: address")]
    [InlineData("\"clientId\": \"chiso\"", "\"clientId\": \"\"", "sign-on.json: clientId")]
    [InlineData("\"claim\": \"sub\"", "\"claim\": \" \"", "sign-on.json: account.claim")]
    [InlineData("\"noivu\"", "\" \"", "sign-on.json: units.values")]
    [InlineData("\"units\": { \"claim\": \"unit\", \"values\": { \"A\": \"noivu\", \"B\": \"tuphap\" } }, ", "", "sign-on.json: units")]
    [InlineData("\"auditor\"", "\"administrator\"", "sign-on.json: mayGiveAdministrator")]
    [InlineData("\"auditor\"", "\"interviewer\"", "sign-on.json: roles.values")]
    [InlineData("\"auditor\"", "\"boss\"", "sign-on.json:3")]
    [InlineData("\"clientId\"", "\"clientNumber\"", "sign-on.json:2")]
    [InlineData("\"secondFactor\"", "\"secret\": \"x\", \"secondFactor\"", "sign-on.json:4")]
    public void A_fault_is_told_with_its_place(string from, string to, string where)
    {
        Good.ShouldContain(from);
        var problem = SignOnFile.Parse(Good.Replace(from, to, StringComparison.Ordinal), "sign-on.json").Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe(("sign-on.settings", where));
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        SignOnFile.Parse(Good.Replace("https", "ftp", StringComparison.Ordinal).Replace("\"chiso\"", "\"\"", StringComparison.Ordinal), "f").Problems.Length.ShouldBe(2);

    [Theory]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://10.0.0.1", false)]
    public void Plain_http_is_for_this_machine_alone(string authority, bool isGood) =>
        SignOnFile.Parse(Good.Replace("https://sso.example", authority, StringComparison.Ordinal), "f").TryGet(out _).ShouldBe(isGood);

    [Fact]
    public void Administrators_come_this_way_only_where_declared()
    {
        var file = Good.Replace("\"auditor\"", "\"administrator\"", StringComparison.Ordinal).Replace("\"secondFactor\"", "\"mayGiveAdministrator\": true, \"secondFactor\"", StringComparison.Ordinal);
        SignOnFile.Parse(file, "f").TryGet(out var settings).ShouldBeTrue();
        settings!.RightsOf(Claims(("groups", "audit"))).Select(right => right.Role).ShouldBe([Role.Administrator]); // read just above
    }

    [Fact]
    public void Claims_give_each_role_for_each_unit_once()
    {
        SignOnFile.Parse(Good, "f").TryGet(out var settings).ShouldBeTrue();
        string[] Rights(params (string, string)[] claims) => [.. settings!.RightsOf(Claims(claims)).Select(right => $"{right.Role} {right.Unit}: {right.Claim}")]; // read just above
        Rights(("groups", "officer"), ("groups", "officer"), ("unit", "A"), ("unit", "B"), ("unit", "C"))
            .ShouldBe(["UnitOfficer noivu: groups = officer, unit = A", "UnitOfficer tuphap: groups = officer, unit = B"]);
        Rights(("groups", "officer")).ShouldBeEmpty();
        Rights(("groups", "audit"), ("groups", "other"), ("unit", "A")).ShouldBe(["Auditor : groups = audit"]);
        Rights(("unit", "officer"), ("groups", "Officer"), ("unit", "A")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hwk", true)]
    [InlineData("pwd", false)]
    public void Only_declared_words_say_that_a_second_factor_was_asked_for(string word, bool isStrong)
    {
        SignOnFile.Parse(Good, "f").TryGet(out var settings).ShouldBeTrue();
        settings!.HasSecondFactor(Claims(("amr", word))).ShouldBe(isStrong); // read just above
        (settings with { SecondFactor = default }).HasSecondFactor(Claims(("amr", word))).ShouldBeFalse();
    }

    private static ILookup<string, string> Claims(params (string Type, string Value)[] claims) => claims.ToLookup(claim => claim.Type, claim => claim.Value);
}
