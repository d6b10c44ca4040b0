using ChiSo.Application.Publication;
using ChiSo.Application.Results;

namespace ChiSo.Web.Publication;

/// <summary>What the public may read of a block: each level includes the ones before it.</summary>
public static class Visible
{
    extension(FrozenBlock block)
    {
        public bool ShowsFields => block.Public >= Visibility.Fields;

        public bool ShowsCriteria => block.Public >= Visibility.Criteria;

        public bool ShowsReasons => block.Public >= Visibility.Reasons;
    }
}
