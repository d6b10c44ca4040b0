using ChiSo.Application.People;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.People;

/// <summary>The table of permissions, cell by cell: every role × act × stage × own, assigned and foreign unit.</summary>
public sealed class PermissionTests
{
    private static readonly Guid Own = Guid.NewGuid();
    private static readonly DateTime Now = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Every_cell_is_what_the_table_says_and_nothing_else()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var act in Enum.GetValues<Act>())
            {
                foreach (var stage in Enum.GetValues<StageKind>().Cast<StageKind?>().Append(null))
                {
                    foreach (var (aim, reach) in Aims(stage))
                        With(role).May(act, aim).ShouldBe(Expected(role, act, stage, reach), $"{role} {act} {stage} {aim}");
                }
            }
        }
    }

    [Fact]
    public void Nobody_appraises_the_own_unit() =>
        With(Role.Appraiser).May(Act.Appraise, new("own", "own", StageKind.Review)).ShouldBeFalse();

    [Fact]
    public void A_mandate_gives_no_right_before_its_first_and_from_its_last_instant()
    {
        var mandate = new Mandate { AccountId = Guid.NewGuid(), Role = Role.Auditor, Unit = "", Ground = "", GrantedBy = Guid.Empty, From = Now };
        mandate.End(Now.AddDays(1));
        mandate.HoldsAt(Now.AddTicks(-1)).ShouldBeFalse();
        mandate.HoldsAt(Now).ShouldBeTrue();
        mandate.HoldsAt(Now.AddDays(1)).ShouldBeFalse();
        mandate.End(Now.AddDays(9));
        mandate.Until.ShouldBe(Now.AddDays(1));
    }

    private static IEnumerable<(Aim Aim, Reach[] Reached)> Aims(StageKind? stage) =>
    [
        (new("own", Stage: stage), [Reach.OwnUnit, Reach.Everywhere]),
        (new("other", "own", stage), [Reach.AssignedLines, Reach.OtherUnits, Reach.Everywhere]),
        (new("other", "third", stage), [Reach.OtherUnits, Reach.Everywhere]),
        (new("other", Stage: stage), [Reach.OtherUnits, Reach.Everywhere]),
        (new("before", Stage: stage), [Reach.Predecessors, Reach.Everywhere]),
        (new("before", "own", stage), [Reach.Predecessors, Reach.Everywhere]), // nobody appraises what the own unit was made from
        (new("finished", Stage: stage), [Reach.Predecessors, Reach.OpenWork, Reach.Everywhere]),
        (new(Stage: stage), [Reach.Everywhere]),
        (new(Stage: stage) { Survey = "ks", Area = "a" }, [Reach.OwnArea, Reach.Everywhere]),
        (new(Stage: stage) { Survey = "ks", Area = "a", Interviewer = Own }, [Reach.OwnArea, Reach.OwnVisits, Reach.Everywhere]),
        (new(Stage: stage) { Survey = "ks", Area = "a", Interviewer = Guid.Empty }, [Reach.OwnArea, Reach.Everywhere]),
        (new(Stage: stage) { Survey = "ks", Area = "b", Interviewer = Own }, [Reach.Everywhere]),
        (new(Stage: stage) { Survey = "other", Area = "a", Interviewer = Own }, [Reach.Everywhere]),
        (new(Stage: stage) { Survey = "", Area = "" }, [Reach.Everywhere]),
        (new("other", Stage: stage) { Panel = [Guid.Empty, Own] }, [Reach.OwnPanels, Reach.OtherUnits, Reach.Everywhere]),
        (new("other", Stage: stage) { Panel = [Guid.Empty] }, [Reach.OtherUnits, Reach.Everywhere]),
        (new("own", Stage: stage) { Panel = [Own] }, [Reach.OwnUnit, Reach.Everywhere]), // nobody looks again at the own unit
        (new("before", Stage: stage) { Panel = [Own] }, [Reach.Predecessors, Reach.Everywhere]),
    ];

    private static bool Expected(Role role, Act act, StageKind? stage, Reach[] reached) => Permissions.Table.Any(row =>
        row.Role == role && row.Act == act && reached.Contains(row.Reach) && (row.Stages.IsEmpty || (stage is { } now && row.Stages.Contains(now))));

    private static Person With(Role role) =>
        new(Own, "thử", [new Mandate { AccountId = Own, Role = role, Unit = "own", Survey = "ks", Area = "a", Ground = "", GrantedBy = Guid.Empty, From = Now }])
        {
            Inherits = [new("own", "before", Work: false), new("own", "finished", Work: true)],
        };
}
